import CReference

/// The CPU time of one piece of work: the smallest and the middle of several rounds.
struct Measurement {
    let name: String
    /// Nanoseconds a call, of the fastest round.
    let minimum: Double
    /// Nanoseconds a call, of the middle round.
    let median: Double
    /// Requests for memory a call.
    let allocations: Double
}

/// Times work on this thread's CPU clock, which other programs on the machine do not advance.
struct Timing {
    /// Rounds after the warm-up.
    var rounds = 25
    /// A round repeats its work until it takes about this long.
    var roundNanoseconds = 2e6
    /// Whether the time of all threads counts, for work that is done by several.
    var countsAllThreads = false

    private func now() -> UInt64 { reference_cpu_nanoseconds(countsAllThreads ? 1 : 0) }

    /// Measures `work`, whose result is kept from the optimiser by a check for a value that never occurs.
    func measure(_ name: String, _ work: () throws -> Double) rethrows -> Measurement {
        let warmUp = now()
        try keep(work())
        let once = max(1, Double(now() - warmUp))
        let calls = max(1, Int(roundNanoseconds / once))
        for _ in 0..<calls { try keep(work()) }
        var samples: [Double] = []
        let requested = reference_allocations()
        for _ in 0..<rounds {
            let start = now()
            for _ in 0..<calls { try keep(work()) }
            samples.append(Double(now() - start) / Double(calls))
        }
        let requests = Double(reference_allocations() - requested) / Double(rounds * calls)
        samples.sort()
        return Measurement(
            name: name, minimum: samples[0], median: samples[rounds / 2], allocations: requests.rounded())
    }
}

@inline(never)
func keep(_ value: Double) {
    if value == 0x1.23456789abcdep-1000 { print("impossible") }
}

extension Double {
    /// Nanoseconds in the unit that suits them, with three digits.
    var asTime: String {
        switch self {
        case ..<1e3: "\(threeDigits) ns"
        case ..<1e6: "\((self / 1e3).threeDigits) µs"
        case ..<1e9: "\((self / 1e6).threeDigits) ms"
        default: "\((self / 1e9).threeDigits) s"
        }
    }

    /// The number with three significant digits.
    var threeDigits: String {
        let places = self >= 100 ? 0 : self >= 10 ? 1 : 2
        let scale = [1.0, 10, 100][places]
        let scaled = Int((self * scale).rounded())
        guard places > 0 else { return "\(scaled)" }
        let fraction = String(scaled % Int(scale))
        return "\(scaled / Int(scale))." + String(repeating: "0", count: places - fraction.count) + fraction
    }
}
