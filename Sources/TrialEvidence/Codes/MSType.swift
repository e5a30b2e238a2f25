/// The clinical types of multiple sclerosis that the sources count.
public enum MSType: String, EvidenceCode {
    /// Relapsing-remitting.
    case relapsingRemitting = "RRMS"
    /// Secondary progressive.
    case secondaryProgressive = "SPMS"
    /// Primary progressive.
    case primaryProgressive = "PPMS"
    /// Progressive relapsing, a type of the older classification.
    case progressiveRelapsing = "PRMS"

    /// The course the type belongs to.
    public var course: MSCourse { self == .relapsingRemitting ? .relapsing : .progressive }
}

/// The course of multiple sclerosis in a group of patients.
public enum MSCourse: String, EvidenceCode {
    /// Relapsing-remitting only.
    case relapsing
    /// Progressive types only.
    case progressive
    /// Relapsing-remitting and progressive types together.
    case mixed
    /// The source does not say.
    case unknown = ""
}

/// How many patients of each type a study had; an empty count is not known, which differs from zero.
public struct MSTypeCounts: Sendable, Hashable, Codable {
    /// Patients with relapsing-remitting disease.
    public var relapsingRemitting: Int?
    /// Patients with secondary progressive disease.
    public var secondaryProgressive: Int?
    /// Patients with primary progressive disease.
    public var primaryProgressive: Int?
    /// Patients with progressive relapsing disease.
    public var progressiveRelapsing: Int?

    /// Makes counts; what is left out is not known.
    public init(rrms: Int? = nil, spms: Int? = nil, ppms: Int? = nil, prms: Int? = nil) {
        relapsingRemitting = rrms
        secondaryProgressive = spms
        primaryProgressive = ppms
        progressiveRelapsing = prms
    }

    /// The count of one type.
    public subscript(type: MSType) -> Int? {
        switch type {
        case .relapsingRemitting: relapsingRemitting
        case .secondaryProgressive: secondaryProgressive
        case .primaryProgressive: primaryProgressive
        case .progressiveRelapsing: progressiveRelapsing
        }
    }

    /// The patients whose type is known.
    public var total: Int { MSType.allCases.reduce(0) { $0 + (self[$1] ?? 0) } }

    /// The course of the patients whose type is known.
    ///
    /// Both kinds counted: mixed. One kind counted: that kind. Nobody counted but RRMS printed as zero: progressive, as all
    /// other types are. No count at all: unknown.
    public var course: MSCourse {
        let relapsing = relapsingRemitting ?? 0
        let progressive = total - relapsing
        if relapsing > 0 { return progressive > 0 ? .mixed : .relapsing }
        return progressive > 0 || relapsingRemitting == 0 ? .progressive : .unknown
    }
}
