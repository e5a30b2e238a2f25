import Foundation
import Testing
import TrialEvidence
import TrialForensics
import TrialImport

/// Data types, subgroups and judgements of reviews.
@Suite struct RevManRowsTests {
    private static let counts = #"EVENTS_1="2" TOTAL_1="10" EVENTS_2="5" TOTAL_2="11""#

    @Test func aStudyInTwoSubgroupsIsTwoRows() throws {
        let read = try RevManSamples.evidence(
            of: """
                <DICH_OUTCOME NO="1" EFFECT_MEASURE="RR" METHOD="MH" RANDOM="YES"><NAME>Relapse</NAME>
                <DICH_DATA STUDY_ID="STD-B" \(Self.counts)/>
                <DICH_SUBGROUP NO="1" EFFECT_SIZE="0.5" CI_START="0.2" CI_END="1.2"><NAME>Relapsing</NAME>
                <DICH_DATA STUDY_ID="STD-A" \(Self.counts)/></DICH_SUBGROUP>
                <DICH_SUBGROUP NO="2"><NAME>Progressive</NAME>
                <DICH_DATA STUDY_ID="STD-A" \(Self.counts)/><DICH_DATA STUDY_ID="STD-A" \(Self.counts)/></DICH_SUBGROUP>
                </DICH_OUTCOME>
                """)
        #expect(read.outcomes.count == 8)
        #expect(Set(read.outcomes.map(\.key)).count == 8)
        let experimental = read.outcomes.filter { $0.armID == "experimental" }
        #expect(experimental.map(\.subgroup) == ["", "Relapsing", "Progressive", "Progressive"])
        #expect(experimental.map(\.variant).prefix(2) == ["", ""] && !experimental[3].variant.isEmpty)
        #expect(read.studies.map(\.id) == ["StudyA", "StudyB"])
    }

    @Test func inverseVarianceRowsAreComparisons() throws {
        let read = try RevManSamples.evidence(
            of: """
                <IV_OUTCOME NO="1" EFFECT_MEASURE="HR"><NAME>Progression</NAME>
                <IV_DATA STUDY_ID="STD-A" ESTIMATE="-0.5" SE="0.25"/><IV_DATA STUDY_ID="STD-B" ESTIMATE="900" SE="1"/>
                </IV_OUTCOME>
                <IV_OUTCOME NO="2" EFFECT_MEASURE="MD"><NAME>Score</NAME>
                <IV_DATA STUDY_ID="STD-A" ESTIMATE="-0.5" SE="0.25"/></IV_OUTCOME>
                <IV_OUTCOME NO="3" EFFECT_MEASURE="SMD"><NAME>Other score</NAME>
                <IV_DATA STUDY_ID="STD-A" ESTIMATE="-0.5" SE="0.25"/><IV_DATA STUDY_ID="STD-B" ESTIMATE="0" SE="0"/>
                </IV_OUTCOME>
                <IV_OUTCOME NO="4" EFFECT_MEASURE="CORRELATION"><NAME>Fourth</NAME>
                <IV_DATA STUDY_ID="STD-A" ESTIMATE="-0.5" SE="0.25"/></IV_OUTCOME>
                """)
        #expect(read.outcomes.count == 3 && read.outcomes[2].effectMeasure == .standardisedMeanDifference)
        let hazard = read.outcomes[0]
        #expect(hazard.effectMeasure == .hazardRatio && hazard.comparatorArmID == "control")
        // exp(−0.5) and its limits exp(−0.5 ∓ 1.959963984540054 / 4), to the last bits of exp.
        #expect(abs((hazard.effect ?? 0) - 0.6065306597126334) < 1e-15)
        #expect(abs((hazard.ciLow ?? 0) - 0.3715800366634656) < 1e-15)
        #expect(abs((hazard.ciHigh ?? 0) - 0.9900409195142664) < 1e-15)
        #expect(read.outcomes[1].effectMeasure == .meanDifference && read.outcomes[1].se == 0.25)
        #expect(hazard.derived.map(\.cell) == [.effect, .ciLow, .ciHigh])
        #expect(DerivationAudit.verdicts(on: hazard).map(\.isSound) == [true, true, true])
        #expect(read.outcomes[1].derived.map(\.cell) == [.ciLow, .ciHigh])
        #expect(DerivationAudit.verdicts(on: read.outcomes[1]).map(\.isSound) == [true, true])
        #expect(read.notTaken.map(\.code) == ["number-out-of-range", "row-without-numbers", "measure-not-held"])
    }

    @Test func observedMinusExpectedGivesTheOneStepEstimate() throws {
        let read = try RevManSamples.evidence(
            of: """
                <IPD_OUTCOME NO="1" EFFECT_MEASURE="PETO_OR"><NAME>Death</NAME>
                <IPD_DATA STUDY_ID="STD-A" \(Self.counts) O_E="-2" VAR="4"/></IPD_OUTCOME>
                """)
        #expect(read.outcomes.map(\.statistic) == [.ratioCI, .events, .events])
        #expect(abs((read.outcomes[0].effect ?? 0) - exp(-0.5)) < 1e-15)
        #expect(abs(log(read.outcomes[0].ciHigh ?? 0) - (-0.5 + 1.959963984540054 / 2)) < 1e-15)
        #expect(read.outcomes[1].events == 2 && read.outcomes[2].n == 11)
        #expect(
            read.outcomes[0].derived.first?.text
                == "effect = ratio-from-log-rank(observed_minus_expected -2; variance 4)")
        #expect(DerivationAudit.verdicts(on: read.outcomes[0]).map(\.isSound) == [true, true, true])
    }

    @Test func whatIsNoRowIsNamed() throws {
        let read = try RevManSamples.evidence(
            of: """
                <DICH_OUTCOME NO="1" EFFECT_MEASURE="OR"><NAME>Any</NAME>
                <DICH_DATA STUDY_ID="STD-A" EVENTS_1="0" TOTAL_1="0" EVENTS_2="0" TOTAL_2="0"/>
                <DICH_DATA STUDY_ID="STD-B" EVENTS_1="1.5" TOTAL_1="3" EVENTS_2="0" TOTAL_2="4"/></DICH_OUTCOME>
                <DICH_OUTCOME NO="2" EFFECT_MEASURE="OR"><NAME>Too many</NAME>
                <DICH_DATA STUDY_ID="STD-A" EVENTS_1="4" TOTAL_1="3" EVENTS_2="0" TOTAL_2="4"/></DICH_OUTCOME>
                <OTHER_OUTCOME NO="3"><NAME>Words</NAME><OTHER_DATA STUDY_ID="STD-A"/></OTHER_OUTCOME>
                <CONT_OUTCOME NO="4" EFFECT_MEASURE="MD"><NAME>Empty</NAME></CONT_OUTCOME>
                """)
        #expect(read.outcomes.map(\.armID) == ["control"])
        let codes = [
            "nobody-analysed", "fractional-count", "free-text", "analysis-without-rows", "events-exceed-patients",
        ]
        #expect(read.notTaken.map(\.code) == codes)
    }

    @Test func aMissingStandardDeviationIsWrittenAsZero() throws {
        let read = try RevManSamples.evidence(
            of: """
                <CONT_OUTCOME NO="1" EFFECT_MEASURE="MD"><NAME>EDSS</NAME><CONT_DATA STUDY_ID="STD-A" MEAN_1="4" SD_1="0"
                TOTAL_1="10" MEAN_2="5" SD_2="1" TOTAL_2="10"/></CONT_OUTCOME>
                """)
        #expect(read.outcomes.map(\.statistic) == [.meanOnly, .meanSD])
        #expect(read.outcomes[0].sd == nil && read.outcomes[0].provenance.note.contains("no standard deviation"))
    }

    @Test func twoComparisonsHaveArmsOfTheirOwn() throws {
        let outcome =
            #"<DICH_OUTCOME NO="1" EFFECT_MEASURE="OR"><NAME>Any</NAME><DICH_DATA STUDY_ID="STD-A" \#(Self.counts)/></DICH_OUTCOME>"#
        let read = try RevManSamples.evidence(
            of: outcome + #"</COMPARISON><COMPARISON NO="2"><NAME>Dose</NAME>"# + outcome)
        #expect(read.arms.map(\.id) == ["experimental-1", "control-1", "experimental-2", "control-2"])
        #expect(read.outcomes.count == 4 && read.arms[2].notes.contains("Dose"))
    }

    @Test func theArmsThatTheDatasetHasAreNotDoubled() throws {
        var dataset = Dataset(name: "d")
        dataset.studies = ["StudyA", "StudyB"].map { Study(id: $0, design: .parallelRandomised) }
        dataset.arms = [("StudyA", "MSC", ArmRole.treatment), ("StudyA", "SHAM", .control)].map {
            Arm(studyID: $0, id: $1, role: $2)
        }
        dataset.arms += ["LOW", "HIGH"].map { Arm(studyID: "StudyB", id: $0, role: .treatment) }
        let outcome = #"<DICH_OUTCOME NO="1"><NAME>Any</NAME><DICH_DATA STUDY_ID="STD-A" \#(Self.counts)/>"#
        let bytes = RevManSamples.review(outcome + #"<DICH_DATA STUDY_ID="STD-B" \#(Self.counts)/></DICH_OUTCOME>"#)
        let read = try RevMan5().read(bytes, file: "a.rm5", into: dataset)
        #expect(read.outcomes.map(\.armID) == ["MSC", "SHAM", "experimental", "control"])
        #expect(read.arms.map(\.label) == ["", "", "experimental", "control"])
        #expect(read.arms[2].notes.contains("not matched"))
        #expect(read.studies.allSatisfy { $0.design == .parallelRandomised && $0.year == nil })
    }

    @Test func judgementsWithAReasonAreTaken() throws {
        let entries = [("YES", ""), ("NO", "<P>open</P>"), ("UNKNOWN", "<P>not  said</P>"), ("UNKNOWN", "")].map {
            #"<QUALITY_ITEM_DATA_ENTRY RESULT="\#($0)" STUDY_ID="STD-A"><DESCRIPTION>\#($1)</DESCRIPTION></QUALITY_ITEM_DATA_ENTRY>"#
        }
        let text = """
            <COCHRANE_REVIEW><STUDIES_AND_REFERENCES><STUDIES><INCLUDED_STUDIES>
            <STUDY ID="STD-A" NAME="Bennike 1951" YEAR="1951"><REFERENCE PRIMARY="YES"><TI>Penicillin</TI><SO>Acta</SO>
            <IDENTIFIERS><IDENTIFIER TYPE="DOI" VALUE="10.1/x"/></IDENTIFIERS></REFERENCE></STUDY></INCLUDED_STUDIES>
            <EXCLUDED_STUDIES><STUDY ID="STD-X" NAME="Other 1960"/></EXCLUDED_STUDIES></STUDIES></STUDIES_AND_REFERENCES>
            <QUALITY_ITEMS><QUALITY_ITEM><NAME>Blinding?</NAME><QUALITY_ITEM_DATA>\(entries.joined())</QUALITY_ITEM_DATA>
            </QUALITY_ITEM></QUALITY_ITEMS></COCHRANE_REVIEW>
            """
        let read = try RevMan5().read(Array(text.utf8), file: "a.rm5", into: Dataset(name: "d"))
        #expect(read.riskOfBias.map(\.judgement) == [.low, .high, .unclear])
        #expect(read.riskOfBias.map(\.support) == ["", "open", "not said"])
        #expect(
            read.riskOfBias.allSatisfy { $0.studyID == "Bennike1951" && $0.tool == "rob1" && $0.domain == "Blinding?" })
        #expect(read.studies.map(\.title) == ["Penicillin"] && read.studies[0].doi == "10.1/x")
        #expect(read.notTaken.map(\.code) == ["study-not-included", "not-judged"])
    }

    @Test func subgroupsOfTheTable() throws {
        let text = """
            Comparison Number,Outcome Number,Subgroup Number,Name,Data Type,Effect Measure,Events 1,Total 1,Events 2,\
            Total 2,Effect Estimate,SE,CI Start,CI End,User defined order
            1,0,0,Cells,,,,,,,,,,,
            1,1,0,Relapse,DIC,RR,4,20,9,22,0.5,,0.2,1.2,
            1,1,1,Relapsing,,,2,10,4,11,0.5,,0.2,1.2,
            1,1,1,A 2001,,,2,10,4,11,0.55,0.3,0.2,1.2,1
            1,1,2,Progressive,,,2,10,5,11,,,,,
            1,1,2,A 2001,,,2,10,5,11,,,,,1
            1,2,0,Progression,IV,Hazard Ratio,,,,,,,,,
            1,2,0,A 2001,,,,,,,0.5,0.3,0.3,0.9,1
            """
        let read = try RevManCSV().read(Array(text.utf8), file: "a.csv", into: Dataset(name: "d"))
        #expect(read.outcomes.map(\.subgroup) == ["Relapsing", "Relapsing", "Progressive", "Progressive", ""])
        #expect(read.outcomes.map(\.events) == [2, 4, 2, 5, nil])
        #expect(abs((read.outcomes[4].effect ?? 0) - 0.5) < 1e-15)
        let review = try RevManCSV().review(Array(text.utf8), file: "a.csv")
        #expect(review.storedResults.map(\.level) == [.overall, .subgroup, .study, .study])
        #expect(review.storedResults[1].subgroup == "Relapsing")
        #expect(review.notTaken.isEmpty)
        let short = text.replacing("1,1,2,Progressive,,,2,10,", with: "1,1,2,Progressive,,,2,40,")
        let differing = try RevManCSV().review(Array(short.utf8), file: "a.csv").notTaken
        #expect(differing.map(\.code) == ["subgroup-total-differs"])
    }
}
