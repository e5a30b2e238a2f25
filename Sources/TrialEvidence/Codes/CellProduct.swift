/// The tissue that the cells were grown from.
public enum CellSource: String, EvidenceCode {
    /// Bone marrow.
    case boneMarrow = "bone-marrow"
    /// Fat.
    case adipose
    /// Umbilical cord, mostly Wharton's jelly.
    case umbilicalCord = "umbilical-cord"
    /// Placenta.
    case placenta
    /// Blood-forming stem cells, from blood or marrow: another treatment than mesenchymal cells.
    case haematopoietic
    /// Another tissue, or several.
    case other
    /// The source does not say.
    case notStated = ""

    /// The class of the treatment: mesenchymal cells of any tissue are of one class, blood-forming cells of another; nil
    /// where the tissue does not tell.
    public var productClass: ProductClass? {
        switch self {
        case .boneMarrow, .adipose, .umbilicalCord, .placenta: .mesenchymal
        case .haematopoietic: .haematopoietic
        case .other, .notStated: nil
        }
    }

    /// Other spellings that are read.
    public static var aliases: [String: CellSource] { ["hematopoietic": .haematopoietic] }
}

/// The class of a cell product: what may be pooled as one treatment without saying so.
public enum ProductClass: String, EvidenceCode {
    /// Mesenchymal stromal cells.
    case mesenchymal
    /// Blood-forming stem cells.
    case haematopoietic
}

/// Whose cells they were.
public enum Donor: String, EvidenceCode {
    /// The patient's own.
    case autologous
    /// Another person's.
    case allogeneic
    /// The source does not say, or both were used.
    case notStated = ""
}

/// What was given: where the cells came from, whose they were, and what they are called.
public struct CellProduct: Sendable, Hashable, Codable {
    /// The tissue.
    public var source: CellSource
    /// The donor.
    public var donor: Donor
    /// The product as the source names it, such as `MSC-NP`.
    public var type: String

    /// Describes a product.
    public init(source: CellSource = .notStated, donor: Donor = .notStated, type: String = "") {
        self.source = source
        self.donor = donor
        self.type = type
    }
}
