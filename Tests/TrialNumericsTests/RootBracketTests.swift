import Glibc
import Testing
import TrialNumerics

struct RootBracketTests {
    static let functions: [(name: String, root: Double, function: @Sendable (Double) -> Double)] = [
        ("a line", 0.3, { 0.3 - $0 }), ("a kink", 0.7, { $0 < 0.7 ? 1e-3 * (0.7 - $0) : 50 * (0.7 - $0) }),
        ("a step", 0.123, { $0 < 0.123 ? 1 : -1 }), ("infinite ends", 0.9, { $0 < 0.9 ? .infinity : -.infinity }),
        ("a flat power", 0.5, { -pow($0 - 0.5, 9) }), ("a steep exponential", 0.2, { exp(-40 * ($0 - 0.2)) - 1 }),
    ]

    @Test("the interval holds the change of sign, is narrow, and costs one look more than bisection at most")
    func narrow() {
        for (name, root, function) in Self.functions {
            for (start, end) in [(0.0, 1.0), (1, 0)] {
                var looks = 0
                let sign = start < end ? 1.0 : -1
                func side(_ x: Double) -> Double {
                    looks += 1
                    return sign * function(x)
                }
                let found = RootFinder.bracket(
                    from: (start, sign * function(start)), to: (end, sign * function(end)), width: 1e-6, of: side)
                #expect(abs(found.inside - found.outside) <= 1e-6, "\(name)")
                #expect(min(found.inside, found.outside) <= root && root <= max(found.inside, found.outside), "\(name)")
                #expect(sign * function(found.inside) >= 0 && sign * function(found.outside) < 0, "\(name)")
                #expect(looks <= 21, "\(name): \(looks)")
            }
        }
    }

    @Test("a smooth function takes far fewer looks than bisection")
    func smooth() {
        var looks = 0
        _ = RootFinder.bracket(from: (0, 1), to: (2, -0.9), width: 1e-7) { x in
            looks += 1
            return 1 - x + 0.025 * x * x
        }
        #expect(looks <= 12)
    }
}
