import TrialImport

extension MessyFile {
    private static let text = "study,event.e,n.e\nÄnn,1,10\nBob,2,11\n"
    private static let read = ["Änn experimental 1/10", "Bob experimental 2/11"]

    private static func bytes(_ hazard: String, _ bytes: [UInt8], _ outcome: Outcome) -> MessyFile {
        MessyFile(hazard: hazard, format: WideTable(), bytes: bytes, outcome: outcome)
    }

    /// Encodings, ends of lines and delimiters.
    static let forms: [MessyFile] = [
        .wide("a byte order mark and CRLF", "\u{FEFF}" + text.replacing("\n", with: "\r\n"), .read(read)),
        .wide("lone carriage returns", text.replacing("\n", with: "\r"), .read(read)),
        bytes(
            "UTF-16, little end first", [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            .read(read)),
        bytes(
            "UTF-16, big end first", [0xFE, 0xFF] + text.utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
            .read(read)),
        bytes(
            "Latin-1", Array("study,event.e,n.e\n".utf8) + [0xC4] + Array("nn,1,10\n".utf8),
            .refused(["file.csv:2", "byte 0xC4", "iconv"])),
        .wide("semicolons", text.replacing(",", with: ";"), .read(read)),
        .wide("tabs", text.replacing(",", with: "\t"), .read(read)),
        .wide(
            "columns set with blanks", "study   event.e  n.e\nÄnn          1   10\nBob          2   11\n", .read(read)),
        .wide("a first line that names the delimiter", "sep=;\n" + text.replacing(",", with: ";"), .read(read)),
        .wide(
            "a row that is too short", "study,event.e,n.e\nAnn,1\n",
            .refused(["file.csv:2", "the row has 2 fields, the header has 3"])),
        .wide(
            "a quote that is never closed", "study,event.e,n.e\n\"Ann,1,10\n", .refused(["file.csv:2", "never closed"])),
        .long(
            "lone carriage returns in a long table",
            "study,arm,outcome,statistic,n,events,confidence\rPetrou2020,MSC,relapse,events,16,2,primary\r",
            .read(["Petrou2020 MSC 2/16"])),
        .long(
            "blanks in a long table",
            "study arm outcome statistic n events confidence\nPetrou2020 MSC relapse events 16 2 primary\n",
            .read(["Petrou2020 MSC 2/16"])),
        .long(
            "an empty column without a name in a long table",
            "study,arm,outcome,statistic,n,events,confidence,,\nPetrou2020,MSC,relapse,events,16,2,primary,,x\n",
            .read(["Petrou2020 MSC 2/16"], left: ["column 9 no-header"])),
    ]
}
