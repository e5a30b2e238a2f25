/// The parts of a template as a person fills it: rows are typed below the headings of a sheet.
public struct TypedTemplate {
    /// The parts of the workbook by their names in the archive.
    public private(set) var parts: [String: [UInt8]]
    private var typed: [String: Int] = [:]

    /// Takes the parts of an empty template.
    ///
    /// - Parameter parts: The entries of the .xlsx file.
    public init(_ parts: [String: [UInt8]]) { self.parts = parts }

    /// Types a row; numbers become numbers, as a spreadsheet makes them.
    ///
    /// - Parameters:
    ///   - cells: The cells by their headings; a heading that the sheet lacks is added to it.
    ///   - sheet: The name of the sheet.
    public mutating func type(_ cells: KeyValuePairs<String, String>, into sheet: String) {
        type(cells.map { ($0.key, $0.value) }, into: sheet)
    }

    /// Types a row; the first one takes the place of all that stood below the headings.
    ///
    /// - Parameters:
    ///   - cells: The cells behind their headings.
    ///   - sheet: The name of the sheet.
    public mutating func type(_ cells: [(String, String)], into sheet: String) {
        let entry = "xl/worksheets/sheet\(number(of: sheet)).xml"
        var text = String(decoding: parts[entry] ?? [], as: UTF8.self)
        if typed[sheet] == nil, let start = text.range(of: "</row>"), let end = text.range(of: "</sheetData>") {
            text.removeSubrange(start.upperBound..<end.lowerBound)
        }
        let row = typed[sheet, default: 1] + 1
        typed[sheet] = row
        var written = ""
        for (heading, cell) in cells where !cell.isEmpty {
            let place = "\(Self.letters(column(heading, in: &text)))\(row)"
            written +=
                Double(cell) != nil
                ? "<c r=\"\(place)\"><v>\(cell)</v></c>"
                : "<c r=\"\(place)\" t=\"inlineStr\"><is><t>\(Self.escaped(cell))</t></is></c>"
        }
        text.replace("</sheetData>", with: "<row r=\"\(row)\">\(written)</row></sheetData>")
        parts[entry] = Array(text.utf8)
    }

    private func number(of sheet: String) -> Int {
        let book = String(decoding: parts["xl/workbook.xml"] ?? [], as: UTF8.self)
        let names = book.split(separator: "<sheet name=\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        guard let index = names.firstIndex(of: sheet[...]) else { preconditionFailure("there is no sheet \(sheet)") }
        return index + 1
    }

    private func column(_ heading: String, in text: inout String) -> Int {
        let end = text.range(of: "</row>")?.lowerBound ?? text.endIndex
        let names = text[..<end].split(separator: "<t xml:space=\"preserve\">").dropFirst().map {
            $0.prefix { $0 != "<" }
        }
        if let found = names.firstIndex(of: heading[...]) { return found }
        let place = "\(Self.letters(names.count))1"
        text.insert(
            contentsOf: "<c r=\"\(place)\" t=\"inlineStr\"><is><t xml:space=\"preserve\">\(heading)</t></is></c>",
            at: end)
        return names.count
    }

    private static func letters(_ column: Int) -> String {
        let last = String(UnicodeScalar(UInt8(65 + column % 26)))
        return column < 26 ? last : letters(column / 26 - 1) + last
    }

    private static func escaped(_ text: String) -> String {
        text.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}

extension String {
    fileprivate func range(of other: String) -> Range<Index>? { ranges(of: other).first }
}
