import CBoostMath

/// The quantiles that limits at 95 % ask for again and again: of whole degrees of freedom, each worked out once in a process.
enum UsualQuantiles {
    /// What lies beyond each limit; the very number that is asked for.
    private static let tail = (1 - 0.95) / 2
    private static let most = 64

    private static let student = (1...most).map { boost_student_t_quantile(tail, Double($0), 0) }
    private static let chiSquared = [0, 1].map { isLower in
        (1...most).map { boost_chi_squared_quantile(tail, Double($0), Int32(isLower)) }
    }

    /// Student's t with this probability above; nil where it is not among them.
    static func student(above probability: Double, _ degreesOfFreedom: Double) -> Double? {
        place(probability, degreesOfFreedom).map { student[$0] }
    }

    /// χ² with this probability below or above; nil where it is not among them.
    static func chiSquared(_ probability: Double, isLower: Bool, _ degreesOfFreedom: Double) -> Double? {
        place(probability, degreesOfFreedom).map { chiSquared[isLower ? 1 : 0][$0] }
    }

    private static func place(_ probability: Double, _ degreesOfFreedom: Double) -> Int? {
        guard probability == tail, degreesOfFreedom >= 1, degreesOfFreedom <= Double(most) else { return nil }
        return Int(exactly: degreesOfFreedom).map { $0 - 1 }
    }
}
