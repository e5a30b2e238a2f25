import Testing
import TrialCommandLine

struct TerminalTableTests {
    @Test("columns are as wide as their widest cell, numbers to the right, no blanks at the end")
    func alignment() {
        var table = TerminalTable(["name", "τ²"], alignments: [.left, .right])
        table.add(["a", "0.558"])
        table.add(["longer", "0"])
        #expect(
            table.text == """
                name       τ²
                ──────  ─────
                a       0.558
                longer      0
                """)
    }
}
