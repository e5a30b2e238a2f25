import TrialPluginMessages

extension PluginBlock {
    /// What is wrong with it; nil where nothing is.
    public var problem: String? {
        let filled = [paragraph != nil, list != nil, table != nil, figure != nil].count { $0 }
        guard filled == 1 else { return "a block must have exactly one of paragraph, list, table and figure" }
        if let table, let row = table.rows.first(where: { $0.count != table.columns.count }) {
            return
                "the table '\(PluginText.line(table.caption))' has \(table.columns.count) columns and a row of \(row.count) cells"
        }
        return figure?.problem
    }
}

extension PluginBlock.Drawing {
    /// What is wrong with it; nil where nothing is.
    public var problem: String? {
        let isCode =
            !code.isEmpty && code.utf8.count <= 64
            && code.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        return isCode ? nil : "a drawing's code must be lower-case letters, digits and hyphens"
    }
}
