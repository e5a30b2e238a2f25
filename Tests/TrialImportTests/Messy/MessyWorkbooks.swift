extension MessyFile {
    private static let header = ["study", "event.e", "n.e"]
    private static let ann = ["Ann experimental 1/10"]

    private static func formula(_ value: String) -> SmallWorkbook {
        let names = header.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
        let row = "<c t=\"inlineStr\"><is><t>Ann</t></is></c><c><f>SUM(A1:A2)</f>\(value)</c><c><v>10</v></c>"
        return SmallWorkbook(rows: "<row r=\"1\">\(names)</row><row r=\"2\">\(row)</row>")
    }

    /// Sheets as people keep them.
    static let workbooks: [MessyFile] = [
        .sheet(
            "a total in a sheet", [header, ["Ann", "1", "10"], ["Total", "1", "10"]],
            .read(ann, left: ["sheet Data, line 3 summary-row"])),
        .sheet(
            "a title above the table", [["Relapses"], header, ["Ann", "1", "10"]],
            .read(ann, left: ["sheet Data, row 1 title-row"])),
        .sheet(
            "an unknown column in a sheet", [header + ["weather"], ["Ann", "1", "10", "rain"]],
            .read(ann, left: ["sheet Data, column weather unknown-column"])),
        .sheet("events of patients in a sheet", [header, ["Ann", "1/10", "NR"]], .read(ann)),
        .sheet("a formula with its value", formula("<v>1</v>"), .read(ann)),
        .sheet("a formula that nobody computed", formula(""), .refused(["the formula in B2 has no value"])),
        .sheet(
            "a formula with an empty value", formula("<v></v>"),
            .refused(["the formula in B2 has no value", "open the file in a spreadsheet"])),
        .sheet(
            "a sheet of studies without numbers", [["study", "event.e"], ["Ann", "NR"]],
            .refused(["no row gives a result"])),
    ]
}
