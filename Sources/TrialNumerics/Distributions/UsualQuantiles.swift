import CBoostMath

/// The quantiles that limits at 95 % ask for again and again: of whole degrees of freedom, each worked out once in a process.
enum UsualQuantiles {
    /// What lies beyond each limit; the very number that is asked for.
    private static let tail = (1 - 0.95) / 2
    private static let most = 64

    private static let student = (1...most).map { boost_student_t_quantile(tail, Double($0), 0) }
    private static let chiSquaredBelow = (1...most).map { boost_chi_squared_quantile(tail, Double($0), 1) }
    private static let chiSquaredAbove = (1...most).map { boost_chi_squared_quantile(tail, Double($0), 0) }

    /// Student's t with this probability on one side; nil where it is not among them.
    static func student(_ side: Tail, _ probability: Double, _ degreesOfFreedom: Double) -> Double? {
        place(probability, degreesOfFreedom).map { side == .upper ? student[$0] : -student[$0] }
    }

    /// χ² with this probability on one side; nil where it is not among them.
    static func chiSquared(_ side: Tail, _ probability: Double, _ degreesOfFreedom: Double) -> Double? {
        place(probability, degreesOfFreedom).map { side == .upper ? chiSquaredAbove[$0] : chiSquaredBelow[$0] }
    }

    private static func place(_ probability: Double, _ degreesOfFreedom: Double) -> Int? {
        guard probability == tail, degreesOfFreedom >= 1, degreesOfFreedom <= Double(most) else { return nil }
        return Int(exactly: degreesOfFreedom).map { $0 - 1 }
    }
}
