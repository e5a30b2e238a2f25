import TrialResults

/// What a bundle says of itself beside its numbers; given by the caller, never read from a clock.
public struct BundleMetadata: Sendable, Equatable {
    /// What the bundle is, in one or two sentences.
    public let description: String
    /// The day of publication, as `2026-11-23`.
    public let datePublished: String
    /// The address of the licence, such as `https://www.apache.org/licenses/LICENSE-2.0`.
    public let license: String

    /// Creates metadata.
    ///
    /// - Throws: `ReportingError` where the date is no day of ISO 8601 or the licence no web address.
    public init(description: String, datePublished: String, license: String) throws(ReportingError) {
        try Self.check(day: datePublished)
        guard license.hasPrefix("https://") || license.hasPrefix("http://"), DocumentLink(license)?.address == license
        else {
            throw ReportingError(
                .metadata,
                "the licence is '\(DisplayText.clean(license))'; give its address, such as"
                    + " https://www.apache.org/licenses/LICENSE-2.0")
        }
        self.description = description
        self.datePublished = datePublished
        self.license = license
    }

    /// Holds a date to ISO 8601.
    ///
    /// - Throws: `ReportingError` where it is no day.
    public static func check(day: String) throws(ReportingError) {
        guard isDay(day) else {
            throw ReportingError(.metadata, "the date is '\(DisplayText.clean(day))'; write it as 2026-11-23")
        }
    }

    private static func isDay(_ text: String) -> Bool {
        guard let parts = text.wholeMatch(of: /(\d{4})-(\d{2})-(\d{2})/)?.output, let month = Int(parts.2),
            let day = Int(parts.3), let year = Int(parts.1), (1...12).contains(month)
        else { return false }
        let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return (1...days[month - 1]).contains(day)
    }
}
