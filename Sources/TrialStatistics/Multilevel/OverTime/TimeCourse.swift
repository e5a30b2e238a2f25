import Glibc
import TrialNumerics

/// How an effect may run over the months after the start of treatment.
public enum TimeCourse: Sendable, Equatable {
    /// A mean effect of its own at each month.
    case factor
    /// A straight line in months.
    case linear
    /// A straight line in log(1 + months): change that slows down. It exists at month 0.
    case logLinear
    /// A restricted cubic spline in months with these knots, three or more, ascending; linear beyond the outer ones.
    case spline(knots: [Double])

    /// The shape in words, such as `a straight line`.
    public var name: String {
        switch self {
        case .factor: "a mean of its own at each month"
        case .linear: "a straight line in months"
        case .logLinear: "a straight line in the logarithm of 1 + months"
        case .spline: "a restricted cubic spline in months"
        }
    }

    /// The number of coefficients over rows of these months.
    func coefficients(_ months: [Double]) -> Int {
        switch self {
        case .factor: Set(months).count
        case .linear, .logLinear: 2
        case .spline(let knots): max(knots.count, 2)
        }
    }

    /// Why rows do not carry the course together with a variance between trials; nil where they do.
    ///
    /// Each coefficient needs a time, and there must be more trials than coefficients: trials, not rows, are what varies.
    ///
    /// - Parameters:
    ///   - months: The month of each row.
    ///   - trials: The trial of each row.
    public func refusal(months: [Double], trials: [String]) -> ModelRefusal? {
        let (times, needed, carried) = (Set(months).count, coefficients(months), Set(trials).count)
        guard times > 1 else {
            return ModelRefusal(
                .oneTime,
                times == 0
                    ? "no row says its month; fill in timepoint_months"
                    : "all rows are of one month, so there is no change to see; ask for that month alone")
        }
        guard times >= needed else {
            return ModelRefusal(
                .fewTimes,
                "\(name) has \(needed) coefficients and the rows are of \(times) different months; take a simpler course"
            )
        }
        guard carried > needed else {
            return ModelRefusal(
                .fewTrials,
                "\(carried) \(carried == 1 ? "trial does" : "trials do") not carry the \(needed) coefficients of "
                    + "\(name) and a variance between trials, which take \(needed + 1) or more; look at one time by itself"
            )
        }
        return nil
    }
}

/// The columns of a time course over given months.
struct TimeBasis: Sendable {
    let course: TimeCourse
    /// The months that rows are of, ascending.
    let months: [Double]

    init(_ course: TimeCourse, months: [Double]) throws(StatisticsError) {
        self.course = course
        self.months = Set(months).sorted()
        if case .spline(let knots) = course { try DoseCurve.spline(knots: knots).check() }
        if course == .logLinear, let first = self.months.first, first < 0 {
            throw StatisticsError(
                .impossibleData, "log(1 + months) needs months from 0 on, not \(Self.word(first))", field: "months")
        }
    }

    /// The names of the coefficients.
    var names: [String] {
        switch course {
        case .factor: months.map { "month \(Self.word($0))" }
        case .linear: ["intercept", "months"]
        case .logLinear: ["intercept", "log(1 + months)"]
        case .spline(let knots): ["intercept"] + (1..<knots.count).map { "spline \($0)" }
        }
    }

    /// The columns at a month; nil for a month that a course of single months does not have.
    func row(_ month: Double) -> [Double]? {
        switch course {
        case .factor: return months.contains(month) ? months.map { $0 == month ? 1 : 0 } : nil
        case .linear: return [1, month]
        case .logLinear: return [1, log(1 + month)]
        case .spline(let knots):
            guard let row = try? DoseCurve.spline(knots: knots).row(month) else { return nil }
            return [1] + row
        }
    }

    /// The combinations of coefficients that are 0 where the effect does not change.
    var changes: Matrix {
        let p = names.count
        return Matrix(
            (1..<p).map { j in
                (0..<p).map { column in
                    if column == j { return 1 }
                    return course == .factor && column == 0 ? -1 : 0
                }
            })
    }

    /// A month as the level of a random term, and in names: `6`, `27.8`.
    static func word(_ month: Double) -> String {
        month == month.rounded() && abs(month) < 1e15 ? "\(Int(month))" : "\(month)"
    }
}
