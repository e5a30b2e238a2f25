import Testing
import TrialEvidence
import TrialForensics

@Suite("Accepted findings")
struct ExaminationTests {
    private func spoiled() throws -> DatasetFiles { try CleanEvidence.files(.outcomes, "20,3.95,1.15", "20,3.96,1.15") }

    private func examination(_ files: DatasetFiles) throws -> Examination {
        Examination(ExaminedEvidence(try DatasetReader().read(files), files: files))
    }

    @Test("a finding is open, then accepted with its reason, and stays listed")
    func accepting() throws {
        let files = try spoiled()
        let before = try examination(files)
        #expect(before.open.map(\.finding.check) == ["grim"] && before.needsAnswer)
        let record = AcceptanceRecord(
            before.open.map(\.finding), reason: "printed so, \"T2\"", acceptedBy: "A. Reader", date: "2026-11-23")
        let after = try examination(try record.added(to: files))
        #expect(after.open == [] && !after.needsAnswer)
        #expect(after.findings.map(\.acceptance?.reason) == ["printed so, \"T2\""])
        #expect(after.findings.map(\.number) == [1])
    }

    @Test("a changed number opens the doubt again, and its acceptance is stale")
    func stale() throws {
        let files = try spoiled()
        let record = AcceptanceRecord(try examination(files).open.map(\.finding), reason: "looked up")
        var changed = try record.added(to: files)
        changed.files["outcomes.csv"] = try CleanEvidence.files(.outcomes, "20,3.95,1.15", "20,3.94,1.15").files[
            "outcomes.csv"]
        #expect(try examination(changed).open.map(\.finding.check) == ["grim", Examination.staleCode])
        changed.files["outcomes.csv"] = try CleanEvidence.files().files["outcomes.csv"]
        let mended = try examination(changed)
        #expect(mended.open.map(\.finding.check) == [Examination.staleCode])
        #expect(mended.open.first?.finding.places == [Place("accepted-findings.csv", line: 2)])
    }

    @Test("an acceptance of an unknown check is named, with the nearest one")
    func unknownCheck() throws {
        var files = try spoiled()
        let text = "check,study_id,subject,reason\ngrimm,Alpha2019,x,y\n"
        files.files["accepted-findings.csv"] = Array(text.utf8)
        try files.refreshDescriptor()
        let stale = try #require(try examination(files).open.first { $0.finding.check == Examination.staleCode })
        #expect(stale.finding.expected.contains("did you mean \"grim"))
    }

    @Test("rows that are there keep their spelling and order; an empty reason is refused")
    func recording() throws {
        var files = try spoiled()
        let old = "study_id,check,subject,reason\nAlpha2019,off-scale,\"a, b\",kept\n"
        files.files["accepted-findings.csv"] = Array(old.utf8)
        try files.refreshDescriptor()
        let finding = try #require(try examination(files).findings.first { $0.finding.check == "grim" }).finding
        let result = try AcceptanceRecord([finding], reason: "why").added(to: files)
        let text = String(decoding: try #require(result.files["accepted-findings.csv"]), as: UTF8.self)
        #expect(
            text.hasPrefix(
                "study_id,check,subject,reason,found,accepted_by,date\nAlpha2019,off-scale,\"a, b\",kept,,,\n"))
        #expect(
            text.hasSuffix(
                "Alpha2019,grim,\"Alpha2019 MSC, edss_final in all at 6 months, mean_sd\",why,\"mean 3.96, n 20\",,\n"))
        #expect(throws: EvidenceError.self) { try AcceptanceRecord([finding], reason: "").added(to: files) }
    }

    @Test("acceptances of checks that do not run are left alone")
    func partOfTheChecks() throws {
        var files = try spoiled()
        let text = "check,study_id,subject,reason\noff-scale,Alpha2019,x,y\n"
        files.files["accepted-findings.csv"] = Array(text.utf8)
        try files.refreshDescriptor()
        let evidence = ExaminedEvidence(try DatasetReader().read(files), files: files)
        #expect(Examination(evidence, checks: EvidenceChecks([GrimCheck()])).open.map(\.finding.check) == ["grim"])
    }
}
