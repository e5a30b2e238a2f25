import Testing
import TrialArchives
import TrialEvidence
import TrialImport

/// Builds and reads review files for the tests.
enum RevManSamples {
    static func format(of name: String) -> any RevManFormat {
        if name.hasSuffix(".rm5") { return RevMan5() }
        return name.hasSuffix(".csv") ? RevManCSV() : RevManWeb()
    }

    static func evidence(_ name: String, into dataset: Dataset = Dataset(name: "d")) throws -> ImportedEvidence {
        try format(of: name).read(SampleFile.bytes("revman/\(name)"), file: name, into: dataset)
    }

    /// The tables of the RevMan Web sample.
    static func tables() throws -> [String: [UInt8]] {
        var limits = ZipLimits()
        limits.skipsFolders = true
        let outer = try ZipArchive.read(SampleFile.bytes("revman/Fleiss1993.zip"), limits: limits)
        let inner = try #require(outer.first { $0.key.hasSuffix("-data.zip") })
        return try ZipArchive.read(inner.value)
    }

    static func zip(_ files: [String: [UInt8]]) throws -> [UInt8] { try ZipArchive.write(files) }

    /// A small review of RevMan 5 around the outcomes of one comparison.
    static func review(_ outcomes: String, studies: [String] = ["A", "B"]) -> [UInt8] {
        let listed = studies.map { #"<STUDY ID="STD-\#($0)" NAME="Study \#($0)" YEAR="2001"/>"# }.joined(
            separator: "\n")
        let text = """
            <?xml version="1.0" encoding="UTF-8"?>
            <COCHRANE_REVIEW>
            <STUDIES_AND_REFERENCES><STUDIES><INCLUDED_STUDIES>
            \(listed)
            </INCLUDED_STUDIES></STUDIES></STUDIES_AND_REFERENCES>
            <ANALYSES_AND_DATA><COMPARISON ID="CMP-001" NO="1"><NAME>Cells</NAME>
            \(outcomes)
            </COMPARISON></ANALYSES_AND_DATA>
            </COCHRANE_REVIEW>
            """
        return Array(text.utf8)
    }

    static func evidence(of outcomes: String) throws -> ImportedEvidence {
        try RevMan5().read(review(outcomes), file: "a.rm5", into: Dataset(name: "d"))
    }
}
