import Testing
import TrialEvidence

@testable import TrialImport

/// A table of messy files: each is read right, or what is wrong is named with its place and what to do.
@Suite("Messy files")
struct MessyFileTests {
    @Test("each hazard is read right or named", arguments: MessyFile.all)
    func hazard(file: MessyFile) {
        do throws(EvidenceError) {
            let evidence = try file.evidence()
            guard case .read(let results, let left) = file.outcome else {
                Issue.record("it was read: \(evidence.outcomes.map(\.brief))")
                return
            }
            #expect(evidence.outcomes.map(\.brief) == results)
            for beginning in left {
                #expect(
                    evidence.notTaken.contains { "\($0.place) \($0.code)".hasPrefix(beginning) },
                    "\(beginning): \(evidence.notTaken)")
            }
            #expect(left.count == evidence.notTaken.count, "\(evidence.notTaken)")
            #expect(CellAccount.objection(to: evidence) == nil)
        } catch {
            guard case .refused(let words) = file.outcome else {
                Issue.record("\(error)")
                return
            }
            #expect(error.diagnostics.count == 1, "one hazard makes one error: \(error.diagnostics)")
            for word in words { #expect(error.description.contains(word), "\(error)") }
        }
    }

    @Test("there are many of them, and each has a name of its own")
    func table() {
        #expect(MessyFile.all.count >= 80)
        #expect(Set(MessyFile.all.map(\.hazard)).count == MessyFile.all.count)
    }

    @Test("the name of a study is kept as it was typed, beside its id")
    func names() throws {
        let text =
            "study,event.e,n.e\n\"Smith, Jones & al 2001 (arm A)\",1,10\nBeta2002,1,10\nPetrou et al. 2020,2,16\n"
        let read = try ImportSupport.read(WideTable(), text, into: ImportSupport.dataset())
        #expect(read.studies.map(\.id) == ["SmithJonesal2001armA", "Beta2002", "Petrou2020"])
        #expect(read.studies.map(\.label) == ["Smith, Jones & al 2001 (arm A)", "", ""])
        var dataset = Dataset(name: "d")
        (dataset.studies, dataset.arms) = (read.studies, read.arms)
        #expect(try ImportSupport.read(WideTable(), text, into: dataset).studies.map(\.id) == read.studies.map(\.id))
    }

    @Test("a mapping confirms a guess, and what a person says goes before a file")
    func confirmed() throws {
        let text = "study,d.asp,n.asp,d.plac,n.plac\nAnn,1,10,2,11\n"
        let guess = try #require(try WideTable().unconfirmedGuess(in: Array(text.utf8), file: "f.csv"))
        #expect(guess.lines == ["events_1=d.asp", "n_1=n.asp", "events_2=d.plac", "n_2=n.plac"])
        let read = try ImportSupport.read(WideTable(mapping: guess.mapping), text)
        #expect(read.outcomes.map(\.brief) == ["Ann experimental 1/10", "Ann control 2/11"])
        let other = try ImportSupport.read(WideTable(mapping: guess.swapped.mapping), text)
        #expect(other.outcomes.map(\.brief) == ["Ann experimental 2/11", "Ann control 1/10"])
        let both = guess.mapping.taking(guess.swapped.mapping)
        #expect(both == guess.swapped.mapping)
        #expect(try WideTable(mapping: both).unconfirmedGuess(in: Array(text.utf8), file: "f.csv") == nil)
    }

    @Test("a suggestion is a mapping file that reads the table")
    func suggestion() throws {
        let text = "trial,d.asp,n.asp,d.plac,n.plac,wether\nAnn,1,10,2,11,rain\n"
        let suggestion = try WideTable().suggestion(Array(text.utf8), file: "f.csv")
        #expect(suggestion.contains("# ?=wether") && suggestion.contains("asp against plac"))
        let mapping = try ColumnMapping(reading: Array(suggestion.utf8), file: "columns.txt")
        let read = try ImportSupport.read(WideTable(mapping: mapping), text)
        #expect(read.outcomes.map(\.brief) == ["Ann experimental 1/10", "Ann control 2/11"])
    }
}
