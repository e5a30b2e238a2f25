import Foundation
import TrialJSON
import TrialResults

/// The CSV tables of a result as a folder that is a Data Package 2.0 (https://datapackage.org), so that a spreadsheet, R or
/// Python knows each column's kind.
public struct TableFolder: Sendable {
    private let tables: [(name: String, table: CSVTable)]
    private let title: String

    /// The file that describes the others.
    public static let packageName = "datapackage.json"

    /// Tabulates a document; `kinds` tell its answers.
    public init(_ document: ResultDocument, kinds: ReportKinds = .standard) {
        let results = ResultTables(document, kinds: kinds)
        let names = SafeName.unique(document.analyses.map(\.id))
        title = DisplayText.clean(document.plan.title)
        let common =
            [
                ("summary", results.summary), ("excluded", results.excluded), ("sources", results.sources),
                ("published", results.published), ("unasked", results.unasked), ("ongoing", results.ongoing),
            ] + zip(names, document.analyses).map { ("studies-\($0)", results.studies($1)) }
        let own = zip(names, document.analyses).flatMap { name, record in
            results.tables(record).map { ("\($0.name)-\(name)", $0.table) }
        }
        let all = common + own
        tables = zip(SafeName.unique(all.map(\.0)), all).map { ($0, $1.1) }
    }

    /// The files by name.
    ///
    /// - Throws: `ReportingError` where the description cannot be written.
    public func files() throws(ReportingError) -> [String: [UInt8]] {
        var files = Dictionary(uniqueKeysWithValues: tables.map { ("\($0.name).csv", Array($0.table.text.utf8)) })
        files[Self.packageName] = try JSONFile.bytes(of: JSONValue(package), named: Self.packageName)
        return files
    }

    private var package: [String: JSONValue] {
        [
            "$schema": .string("https://datapackage.org/profiles/2.0/datapackage.json"),
            "name": .string("report-tables"),
            "title": .string("Tables of: \(title)"), "resources": .array(tables.map { resource($0.name, $0.table) }),
        ]
    }

    private func resource(_ name: String, _ table: CSVTable) -> JSONValue {
        let fields = table.header.indices.map { column -> JSONValue in
            let cells = table.rows.map { $0[column] }
            return JSONValue(["name": .string(table.header[column]), "type": .string(CSVTable.kind(of: cells))])
        }
        return JSONValue([
            "name": .string(name.lowercased()), "path": .string("\(name).csv"), "type": .string("table"),
            "format": .string("csv"), "mediatype": .string("text/csv"), "encoding": .string("utf-8"),
            "schema": JSONValue(["fields": .array(fields)]),
        ])
    }
}

extension CSVTable {
    /// The kind of a column in a Table Schema; a column without cells, or with infinite numbers, may hold anything.
    fileprivate static func kind(of cells: [Cell]) -> String {
        var kinds: Set<String> = []
        for cell in cells {
            switch cell {
            case .empty: break
            case .text: kinds.insert("string")
            case .integer: kinds.insert("integer")
            case .number(let value): kinds.insert(value.isInfinite ? "any" : "number")
            }
        }
        if kinds == ["integer", "number"] { return "number" }
        return kinds.count == 1 ? kinds.first ?? "any" : "any"
    }
}
