import Testing
import TrialEvidence
import TrialForensics
import TrialImport

@Suite("Wide tables")
struct WideTableTests {
    let format = WideTable()

    @Test("counts of two arms become two rows a study, and non-events become patients")
    func counts() throws {
        let bytes = try ImportSupport.fixture("wide/counts.csv")
        let evidence = try format.read(bytes, file: "bcg.csv", into: Dataset(name: "empty"))
        #expect(evidence.studies.map(\.id) == ["Adams1948", "BakerSutherland1949", "Clark1960"])
        #expect(evidence.studies.map(\.firstAuthor) == ["Adams", "Baker", "Clark"])
        #expect(evidence.outcomes.map(\.n) == [123, 139, 306, 303, 231, 220])
        #expect(evidence.outcomes.map(\.events) == [4, 11, 6, 29, 3, 11])
        #expect(evidence.outcomes.allSatisfy { $0.statistic == .events && $0.outcome == "bcg" })
        #expect(evidence.arms.map(\.role) == [.treatment, .control, .treatment, .control, .treatment, .control])
        #expect(evidence.notTaken.map(\.place) == ["column ablat", "column alloc"])
        #expect(evidence.outcomes[2].line == 3)
    }

    @Test("a byte order mark, CRLF, semicolons, quoted line breaks and decimal commas are read")
    func decimalComma() throws {
        let bytes = try ImportSupport.fixture("wide/means-decimal-comma.csv")
        let evidence = try format.read(bytes, file: "stay.csv", into: Dataset(name: "empty"))
        #expect(evidence.studies.map(\.id) == ["Arlig2001", "Boll2002"])
        #expect(evidence.outcomes.map(\.mean) == [5, 6.5, 4.9, 6.1])
        #expect(evidence.outcomes.map(\.sd) == [4.7, 3.8, 1.71, 2.3])
        #expect(evidence.outcomes.allSatisfy { $0.statistic == .meanSD })
        #expect(evidence.notTaken.map(\.code) == ["unknown-column"])
    }

    @Test("every delimiter gives the same evidence", arguments: [",", ";", "\t", "|"])
    func delimiters(delimiter: String) throws {
        let text = "study,x1i,t1i,x2i,t2i\nAlpha,4,10.5,7,11\n"
        let spelt = String(text.map { $0 == "," ? Character(delimiter) : $0 })
        let evidence = try ImportSupport.read(format, spelt)
        #expect(evidence.outcomes.map(\.statistic) == [.countRate, .countRate])
        #expect(evidence.outcomes.map(\.personYears) == [10.5, 11])
    }

    @Test("the effect on the log scale and its variance become a ratio with limits, and the note says how")
    func logEffect() throws {
        let evidence = try ImportSupport.read(format, "study,yi,vi,measure\nAlpha,-0.5,0.04,OR\n")
        let row = try #require(evidence.outcomes.first)
        #expect(row.statistic == .ratioCI && row.effectMeasure == .oddsRatio && row.ciLevel == 95)
        let limits = [row.effect, row.ciLow, row.ciHigh].compactMap(\.self)
        // exp(-0.5), exp(-0.5 ∓ 1.959964 · 0.2), computed elsewhere to 13 digits.
        for (value, expected) in zip(limits, [0.6065306597126, 0.4098382141028, 0.8976211307596]) {
            #expect(abs(value - expected) < 1e-12)
        }
        #expect(row.comparatorArmID == "control")
        #expect(DerivationAudit.verdicts(on: row).map(\.isSound) == [true, true, true])
        #expect(row.provenance.note.contains("exp(-0.5)") && row.provenance.note.contains("1.959964"))
    }

    @Test("limits that are given are taken on the scale of the effect")
    func givenLimits() throws {
        let natural = try ImportSupport.read(format, "study,estimate,ci.lb,ci.ub,sm\nAlpha,0.5,0.25,1,HR\n")
        #expect(natural.outcomes[0].ciLow == 0.25 && natural.outcomes[0].effect == 0.5)
        let logged = try ImportSupport.read(format, "study,TE,lower,upper,sm\nAlpha,0,-1,1,HR\n")
        #expect(logged.outcomes[0].effect == 1)
        #expect(abs((logged.outcomes[0].ciHigh ?? 0) - 2.718281828459045) < 1e-15)
        let difference = try ImportSupport.read(format, "study,TE,lower,upper,sm\nAlpha,0,-1,1,MD\n")
        #expect(difference.outcomes[0].ciLow == -1 && difference.outcomes[0].statistic == .differenceCI)
    }

    @Test("an effect that was computed from the arms beside it is named and not taken")
    func derivedEffect() throws {
        let text = "study,ai,n1i,ci,n2i,yi,vi\nAlpha,1,10,2,10,-0.7,1.3\n"
        let evidence = try ImportSupport.read(format, text)
        #expect(evidence.outcomes.count == 2)
        #expect(
            evidence.notTaken == [
                NotTaken(
                    place: "line 2", code: "effect-beside-arms", reason: "the effect was computed from the arms",
                    cells: 2)
            ])
    }

    @Test("a standard error is kept as such, and beside a standard deviation stays beside it")
    func standardError() throws {
        let evidence = try ImportSupport.read(WideTable(), "study,mean_e,se_e,mean_c,sd_c\nAlpha,1,0.5,2,0.25\n")
        #expect(evidence.outcomes.map(\.statistic) == [.meanSE, .meanSD])
        #expect(evidence.outcomes.map(\.se) == [0.5, nil] && evidence.outcomes.map(\.sd) == [nil, 0.25])
    }

    @Test("R's unnamed column of row numbers is named by its position and not taken")
    func rowNumbers() throws {
        let text = "\"\",\"author\",\"year\",\"ai\",\"n1i\"\n\"1\",\"Hart & Sutherland\",1977,62,13598\n"
        let evidence = try ImportSupport.read(WideTable(), text)
        #expect(evidence.studies.map(\.id) == ["HartSutherland1977"])
        #expect(evidence.notTaken.map(\.place) == ["column 1"])
    }

    @Test("a single group becomes one row")
    func singleGroup() throws {
        let proportions = try ImportSupport.read(format, "study,xi,ni\nAlpha,3,12\nBeta,NA,10\n")
        #expect(proportions.outcomes.map(\.events) == [3])
        #expect(proportions.notTaken.map(\.code) == ["no-result"])
        let means = try ImportSupport.read(format, "study,mi,sdi,ni\nAlpha,3.5,1.5,12\n")
        #expect(means.outcomes.map(\.mean) == [3.5])
        let nonEvents = try ImportSupport.read(format, "study,xi,mi\nAlpha,3,9\n")
        #expect(nonEvents.outcomes.map(\.n) == [12])
    }

    @Test("the study and its arms are recognised in the dataset")
    func knownStudy() throws {
        let text = "study,outcome,event.e,n.e,event.c,n.c\nPetrou et al. 2020,relapse,1,16,5,16\n"
        let evidence = try ImportSupport.read(format, text, into: ImportSupport.dataset())
        #expect(evidence.outcomes.map(\.arm.armID) == ["MSC", "SHAM"])
        #expect(evidence.arms.isEmpty)
        #expect(evidence.studies.map(\.id) == ["Petrou2020"])
    }

    @Test("a mapping names columns and texts that the aliases cannot know")
    func mapping() throws {
        let lines = "# columns\nstudy=Erstautor\nevents_1=Ereignisse\nn_1=Teilnehmer\noutcome=\"relapse\"\n"
        let mapping = try ColumnMapping(reading: Array(lines.utf8), file: "columns.txt")
        let text = "Erstautor;Ereignisse;Teilnehmer;study\nMüller;2;20;77\n"
        let evidence = try ImportSupport.read(WideTable(mapping: mapping), text)
        #expect(evidence.outcomes.map(\.events) == [2] && evidence.outcomes[0].outcome == "relapse")
        #expect(evidence.studies.map(\.id) == ["Müller"])
        #expect(evidence.notTaken.map(\.code) == ["mapped-otherwise"])
    }

    @Test(
        "a mapping that says nothing useful is refused with its line",
        arguments: [
            ("study", DiagnosticCode.malformedFile, 1), ("study=a\nstdy=b", .unknownColumn, 2),
            ("study=", .missingValue, 1), ("study=a\nstudy=b", .duplicateKey, 2), ("n_1=\"5\"", .malformedFile, 1),
        ])
    func badMapping(text: String, code: DiagnosticCode, line: Int) {
        let error = #expect(throws: EvidenceError.self) {
            try ColumnMapping(reading: Array(text.utf8), file: "columns.txt")
        }
        #expect(error?.code == code && error?.diagnostics.first?.line == line)
    }
}
