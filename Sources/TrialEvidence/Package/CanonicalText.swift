extension Dataset {
    /// The content of a dataset as text, the same for every spelling of it on disk.
    ///
    /// Quoting, line endings, a byte order mark, the spelling of numbers (`7.0` and `7`) and of codes, the order of
    /// columns and empty columns make no difference; the order of rows does. The identity of a dataset is the SHA-256 of
    /// this text.
    public var canonicalText: String {
        var lines = ["trialpool/dataset@1", "name \(name)", "title \(title)", "version \(version)"]
        lines += licences.map { "licence \($0.name)" }
        lines.append("description \(description)")
        var text = lines.map { $0.split(separator: "\n").joined(separator: " ") }.joined(separator: "\n") + "\n"
        for table in DatasetTable.allCases {
            var sorted = self
            sorted.declaredColumns[table]?.sort { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
            let content = DatasetFiles.table(table, of: sorted)
            guard !content.rows.isEmpty else { continue }
            text += "table \(table.resource)\n"
            for column in sorted.declaredColumns[table] ?? [] {
                let words = [column.kind.rawValue, column.name, column.title, column.unit ?? ""]
                text += "declared "
                text += String(decoding: DelimitedText.commaSeparated.line(words), as: UTF8.self)
            }
            text += String(decoding: DelimitedText.commaSeparated.write(content), as: UTF8.self)
        }
        return text
    }
}
