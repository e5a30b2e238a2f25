extension MessyFile {
    private static let header = ["study", "event.e", "n.e"]
    private static let ann = ["Ann experimental 1/10"]

    private static func formula(_ value: String) -> SmallWorkbook {
        let names = header.map { "<c t=\"inlineStr\"><is><t>\($0)</t></is></c>" }.joined()
        let row = "<c t=\"inlineStr\"><is><t>Ann</t></is></c><c><f>SUM(A1:A2)</f>\(value)</c><c><v>10</v></c>"
        return SmallWorkbook(rows: "<row r=\"1\">\(names)</row><row r=\"2\">\(row)</row>")
    }

    private static var grouped: SmallWorkbook {
        func text(_ name: String, _ cell: String) -> String {
            "<c r=\"\(cell)\" t=\"inlineStr\"><is><t>\(name)</t></is></c>"
        }
        let upper = text("Study", "A1") + text("MSC", "B1") + text("Placebo", "D1")
        let lower = zip(["Events", "N", "Events", "N"], ["B2", "C2", "D2", "E2"]).map(text).joined()
        let row = text("Ann", "A3") + "<c><v>1</v></c><c><v>10</v></c><c><v>2</v></c><c><v>11</v></c>"
        var book = SmallWorkbook(
            rows: "<row r=\"1\">\(upper)</row><row r=\"2\">\(lower)</row><row r=\"3\">\(row)</row>")
        book.merges = ["B1:C1", "D1:E1"]
        return book
    }

    /// Sheets as people keep them.
    static let workbooks: [MessyFile] = [
        .sheet(
            "a total in a sheet", [header, ["Ann", "1", "10"], ["Total", "1", "10"]],
            .read(ann, left: ["sheet Data, line 3 summary-row"])),
        .sheet("arms above merged columns", grouped, .read(["Ann experimental 1/10", "Ann control 2/11"])),
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
