import Testing
import TrialEvidence
import TrialImport

/// Studies, arms and groups across the modules, and what the format refuses.
@Suite struct RegistryRecordTests {
    private func refusal(_ text: String) -> Diagnostic? {
        fault { _ = try SmallRecord.evidence(text) }
    }

    @Test func aStudyThatTheDatasetKnowsKeepsItsNameItsWordsAndItsArms() throws {
        var dataset = Dataset(name: "d")
        var study = Study(id: "Smith2020", design: .crossoverRandomised)
        study.registryIDs = ["EudraCT 1", "NCT00000001 (main)"]
        var second = Study(id: "Smith2022", design: .crossoverRandomised)
        second.registryIDs = ["NCT00000001"]
        second.secondaryReportOf = "Smith2020"
        dataset.studies = [second, study]
        var arm = Arm(studyID: "Smith2020", id: "MSC", role: .treatment)
        arm.label = "Cells"
        dataset.arms = [arm]
        let read = try SmallRecord.evidence(SmallRecord.text(), into: dataset)
        #expect(read.studies.map(\.id) == ["Smith2020"])
        #expect(read.studies[0].title.isEmpty && read.studies[0].design == .crossoverRandomised)
        #expect(read.studies[0].enrolled == 50)
        #expect(read.arms.map(\.id) == ["MSC", "Placebo"])
        #expect(read.notTaken.map(\.code).contains("registration-shared"))
    }

    @Test func aRecordWithoutResultsGivesTheArmsOfTheProtocol() throws {
        let text = """
            {"protocolSection":{"identificationModule":{"nctId":"nct00000002"},
            "designModule":{"enrollmentInfo":{"count":40,"type":"ESTIMATED"}},
            "armsInterventionsModule":{"armGroups":\(SmallRecord.protocolArms)}},"hasResults":false}
            """
        let read = try SmallRecord.evidence(text)
        #expect(read.studies[0].id == "NCT00000002" && read.studies[0].enrolled == nil)
        #expect(read.arms.map(\.role) == [.treatment, .control] && read.outcomes.isEmpty && read.notTaken.isEmpty)
    }

    @Test func groupsOfOtherModulesAreMatchedByTitleAndTheRestNamed() throws {
        let harms = """
            {"frequencyThreshold":"0","eventGroups":[{"id":"EG000","title":"PLACEBO (Safety Set)","seriousNumAffected":1,
            "seriousNumAtRisk":30,"otherNumAffected":2,"otherNumAtRisk":0,"deathsNumAffected":0},
            {"id":"EG001","seriousNumAffected":1,"seriousNumAtRisk":3}],
            "otherEvents":[{"term":"Fever","stats":[{"groupId":"EG000","numAffected":2,"numAtRisk":"30"},
            {"groupId":"EG009","numAffected":1,"numAtRisk":3}]},{"term":"Cough"}]}
            """
        let read = try SmallRecord.evidence(SmallRecord.text(harms: harms))
        #expect(read.arms.map(\.id) == ["Cells", "Placebo"])
        #expect(read.outcomes.map(\.outcome) == ["sae_any", "death", "other adverse event: Fever"])
        #expect(read.outcomes.allSatisfy { $0.armID == "Placebo" })
        #expect(read.outcomes[1].n == nil)
        let codes = Dictionary(grouping: read.notTaken, by: \.code).mapValues(\.count)
        let expected = [
            "flow-start": 2, "nobody-at-risk": 1, "group-without-title": 3, "unknown-group": 1,
            "event-without-numbers": 1,
        ]
        #expect(codes == expected)
    }

    @Test func groupsOfACrossoverTrialThatAreNoSequencesAreTreatments() throws {
        let design = #""designInfo":{"allocation":"RANDOMIZED","interventionModel":"CROSSOVER"}"#
        let text = SmallRecord.text(
            outcomes: SmallRecord.measure("MEAN", #"{"groupId":"OG000","value":"1"}"#), design: design,
            flow: SmallRecord.flowOf(["Cells then placebo": 20, "Placebo then cells": 30]))
        let read = try SmallRecord.evidence(text)
        #expect(read.studies[0].design == .crossoverRandomised)
        #expect(read.arms.map(\.period) == [.only, .only, .withinPerson, .withinPerson])
    }

    @Test func aLabelWithMoreWordsIsTheArmWhoseWordsItHolds() throws {
        let arms =
            #"[{"label":"Arm A: autologous cells","type":"EXPERIMENTAL"},{"label":"Sham","type":"SHAM_COMPARATOR"}]"#
        let read = try SmallRecord.evidence(SmallRecord.text(arms: arms))
        #expect(read.arms.map(\.role) == [.treatment, .control])
        #expect(read.notTaken.filter { $0.code == "protocol-arm-unmatched" }.map(\.reason.isEmpty) == [false])
        #expect(read.arms[1].notes.hasPrefix("no arm of the protocol") && read.arms[0].notes.isEmpty)
    }

    @Test func aPlaceboThatIsRegisteredAsExperimentalIsAControlAndTold() throws {
        let arms = #"[{"label":"Cells","type":"EXPERIMENTAL"},{"label":"Placebo","type":"EXPERIMENTAL"}]"#
        let text = SmallRecord.text(arms: arms)
        let read = try SmallRecord.evidence(text)
        #expect(read.arms.map(\.role) == [.treatment, .control])
        #expect(
            read.notTaken.count { $0.code == "role-doubtful" && $0.reason.contains("--role \"Placebo=treatment\"") }
                == 1)
        let format = ClinicalTrialsGov(roles: ["PLACEBO (safety set)": .treatment])
        let told = try format.read(Array(text.utf8), file: "a.json", into: Dataset(name: "d"))
        #expect(told.arms.map(\.role) == [.treatment, .treatment])
        #expect(!told.notTaken.contains { $0.code == "role-doubtful" })
    }

    @Test func anOpenExtensionIsALaterPeriod() throws {
        let groups = #"[{"id":"OG000","title":"Cells, open-label extension"},{"id":"OG001","title":"Placebo"}]"#
        let measure = SmallRecord.measure(
            "MEAN", #"{"groupId":"OG000","value":"1"},{"groupId":"OG001","value":"2"}"#, groups: groups)
        let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
        #expect(read.arms.map(\.period) == [.only, .only, .second])
    }

    @Test func oneDescriptionForTwoGroupsTellsNoArm() throws {
        let same = "Patients who received the study drug"
        let groups = """
            [{"id":"OG000","title":"Low","description":"\(same)"},{"id":"OG001","title":"High","description":"\(same)"}]
            """
        let values = #"{"groupId":"OG000","value":"1"},{"groupId":"OG001","value":"2"}"#
        let measure = SmallRecord.measure("MEAN", values, groups: groups)
        let flow = SmallRecord.flowOf(["All": 50]).replacing(
            #""title":"All"}"#, with: #""title":"All","description":"\#(same)"}"#)
        let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure, flow: flow))
        #expect(read.outcomes.map(\.armID) == ["Low", "High"])
        let one = SmallRecord.measure("MEAN", #"{"groupId":"OG000","value":"1"}"#, groups: groups)
            .replacing(#",{"id":"OG001","title":"High","description":"\#(same)"}"#, with: "")
        let alone = try SmallRecord.evidence(SmallRecord.text(outcomes: one, flow: flow))
        #expect(alone.outcomes.map(\.armID) == ["All"])
        #expect(alone.outcomes[0].provenance.note.contains("group printed as Low"))
    }

    @Test func aByteOrderMarkIsReadOverAndMessagesStayOnOneLine() throws {
        let bytes = [0xEF, 0xBB, 0xBF] + Array(SmallRecord.text().utf8)
        #expect(try ClinicalTrialsGov().read(bytes, file: "a.json", into: Dataset(name: "d")).studies.count == 1)
        let id = refusal(#"{"protocolSection":{"identificationModule":{"nctId":"N\n\u001b[31mX"}}}"#)
        #expect(id?.message.hasPrefix(#""N ?[31MX" is not"#) == true)
        #expect(id?.column == "protocolSection.identificationModule.nctId")
    }

    @Test func aTotalIsNoArm() throws {
        let groups =
            #"[{"id":"OG000","title":"Cells"},{"id":"OG001","title":"Placebo"},{"id":"OG002","title":"Total"}]"#
        let counts = [20, 30, 50].enumerated().map { #"{"groupId":"OG00\#($0.offset)","value":"\#($0.element)"}"# }
        let measure = SmallRecord.measure(
            "MEAN", #"{"groupId":"OG000","value":"1"},{"groupId":"OG002","value":"2"}"#, groups: groups,
            denominators: #"[{"units":"Participants","counts":[\#(counts.joined(separator: ","))]}]"#)
        let read = try SmallRecord.evidence(SmallRecord.text(outcomes: measure))
        #expect(read.outcomes.map(\.armID) == ["Cells"])
        #expect(read.notTaken.contains { $0.code == "total-group" })
    }

    @Test func severalRecordsInOneFile() throws {
        let two = [SmallRecord.text(), SmallRecord.text(id: "NCT00000002")].joined(separator: ",")
        let wrapped = try SmallRecord.evidence(#"{"studies":[\#(two)],"nextPageToken":"x"}"#)
        #expect(wrapped.studies.map(\.id) == ["NCT00000001", "NCT00000002"])
        #expect(wrapped.notTaken.first?.code == "further-pages")
        #expect(try SmallRecord.evidence("[\(two)]").studies.count == 2)
        let twice = refusal("[\(SmallRecord.text()),\(SmallRecord.text())]")
        #expect(twice?.code == .duplicateKey)
        #expect(twice?.column == "studies[1].protocolSection.identificationModule.nctId")
    }

    @Test func otherShapesAreRefusedWithTheReason() {
        let classic = refusal(#"{"FullStudiesResponse":{"FullStudies":[]}}"#)
        #expect(classic?.message.contains("classic API") == true)
        #expect(refusal(#"<?xml version="1.0"?><clinical_study/>"#)?.message.contains("XML") == true)
        #expect(refusal(#"{"a":1}"#)?.message.contains("neither a record") == true)
        #expect(refusal("  \n")?.code == .emptyFile)
        #expect(refusal(#"{"protocolSection":{"identificationModule":{"nctId":"X1"}}}"#)?.code == .unknownCode)
    }

    @Test func faultsNameTheirPlace() {
        let type = refusal(#"{"protocolSection":{"identificationModule":{"nctId":"NCT01","briefTitle":[1]}}}"#)
        #expect(type?.column == "protocolSection.identificationModule.briefTitle")
        let field = refusal(#"{"protocolSection":{"identificationModule":{}}}"#)
        #expect(field?.code == .missingValue && field?.column == "protocolSection.identificationModule.nctId")
        #expect(refusal("{\"protocolSection\":\n{\n\"identificationModule\"")?.line == 3)
        #expect(refusal("{\"protocolSection\":\n\n}x")?.line == 3)
        let deep = refusal(String(repeating: "[", count: 100_000))
        #expect(deep?.message.contains("nested") == true)
        let latin = fault {
            _ = try ClinicalTrialsGov().read([0x7B, 0xE9], file: "a.json", into: Dataset(name: "d"))
        }
        #expect(latin?.code == .invalidEncoding)
    }

    @Test func theRegistryListsTheFormat() {
        #expect(ImportFormatRegistry.standard.format(named: "clinicaltrials-gov") != nil)
        #expect(ImportFormatRegistry.standard.formats(forFile: "NCT1.json").map(\.name).contains("clinicaltrials-gov"))
    }
}
