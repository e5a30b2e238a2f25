/// Why a number of a file did not become a row.
struct Refusal: Error {
    /// A stable word for the reason, so that reasons can be counted.
    var code: String
    /// One sentence.
    var reason: String
}
