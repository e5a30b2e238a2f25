import Glibc

extension RootFinder {
    /// A narrow interval in which a function changes its sign, for functions that are dear or have kinks.
    ///
    /// Interpolates, moves what it found towards the middle and keeps it so near the middle that there are never more
    /// evaluations than one beyond those of bisection. Oliveira and Takahashi 2021, doi:10.1145/3423597.
    ///
    /// - Parameters:
    ///   - inside: An end and the function there, not negative; infinite where it is not known.
    ///   - outside: The other end and the function there, negative.
    ///   - width: How wide the interval may be; more than the distance of neighbouring numbers there.
    ///   - function: The function; infinite values only say on which side they are.
    /// - Returns: An end at which the function is not negative and one at which it is.
    public static func bracket(
        from inside: (argument: Double, value: Double), to outside: (argument: Double, value: Double), width: Double,
        of function: (Double) -> Double
    ) -> (inside: Double, outside: Double) {
        var ((a, atA), (b, atB)) = (inside, outside)
        let halvings = max(0, log2(abs(b - a) / width)).rounded(.up)
        // A hair less than the bound, so that rounding does not ask for one look more.
        var reach = 0.5 * width * exp2(halvings + 1) * (1 - 0x1p-10)
        let gain = 0.2 / abs(b - a)
        while abs(b - a) > width {
            let middle = a + (b - a) / 2
            var next = middle
            if atA.isFinite, atB.isFinite, atA > atB {
                let interpolated = a + (b - a) * (atA / (atA - atB))
                let move = gain * (b - a) * (b - a)
                if move <= abs(middle - interpolated) { next = interpolated + (middle > interpolated ? move : -move) }
                let allowed = max(0, reach - 0.5 * abs(b - a))
                if abs(next - middle) > allowed { next = middle + (interpolated > middle ? allowed : -allowed) }
            }
            if next == a || next == b { break }
            let value = function(next)
            if value >= 0 { (a, atA) = (next, value) } else { (b, atB) = (next, value) }
            reach *= 0.5
        }
        return (a, b)
    }
}
