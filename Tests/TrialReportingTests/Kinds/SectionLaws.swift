import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// What holds for the sections of every kind of answer.
@Suite struct SectionLaws {
    private static let kinds = ReportKinds.standard.reports.flatMap(\.kinds)

    /// What a block says on the page, and what it says in a document.
    private func texts(_ block: ReportBlock) -> (page: [String], documents: [String]) {
        func same(_ texts: [String]) -> (page: [String], documents: [String]) { (texts, texts) }
        switch block {
        case .tiles(let tiles): return (tiles.flatMap { [$0.name, $0.value] }, [])
        case .finding(let plain, let full): return ([plain], [full])
        case .paragraph(let text, _): return same([text])
        case .list(let items, let role):
            return same(items + (role == .warnings ? [ReportBlock.warningsHeading] : []))
        case .table(let table): return same([table.caption] + table.columns.map(\.heading) + table.rows.flatMap(\.self))
        case .studies(let studies):
            return same([studies.caption] + studies.rows.flatMap { [$0.label, studies.display.effect($0.natural)] })
        case .figure(let figure): return same([figure.scene.title])
        case .furtherFigures(let figures):
            return (figures.map(\.scene.title) + figures.map(\.kind), figures.map(\.scene.title))
        case .choices: return ([], [])
        }
    }

    @Test("every kind of the registry has a record here")
    func complete() {
        // Resampling is nobody's own answer: it stands beside a pooled effect.
        #expect(Set(KindFixtures.all.map(\.kind)).union(["resampling"]) == Set(Self.kinds))
        let further = Set(KindFixtures.all.flatMap(\.further).map(\.kind))
        #expect(further == ["meta-regression", "rare-events", "resampling"])
    }

    @Test("what a section says is on the page and in every document", arguments: KindFixtures.all.map(\.id))
    func everywhere(_ id: String) throws {
        let record = try #require(KindFixtures.all.first { $0.id == id })
        let report = try ToldReport(ResultBuilder().document([record]))
        let page = try ReportForm.page(report)
        let documents = try ReportForm.documents(report)
        var checked = 0
        for section in report.analyses[0].sections {
            if let heading = section.heading { #expect(page.contains(heading.text), "\(heading.text)") }
            if case .everywhere(let heading) = section.heading {
                for form in documents { #expect(form.contains(heading), "\(form.name) lacks '\(heading)'") }
            }
            for block in section.blocks {
                let texts = texts(block)
                for text in texts.page { #expect(page.contains(text), "the page lacks '\(text)'") }
                for form in documents {
                    for text in texts.documents { #expect(form.contains(text), "\(form.name) lacks '\(text)'") }
                }
                checked += texts.documents.count
            }
        }
        #expect(checked > 30)
    }

    @Test(
        "sections have names of their own, none is empty, and rows and exclusions are told",
        arguments: KindFixtures.all.map(\.id))
    func sections(_ id: String) throws {
        let record = try #require(KindFixtures.all.first { $0.id == id })
        let told = try ToldAnalysis(TellingScope(record))
        #expect(Set(told.sections.map(\.slug)).count == told.sections.count)
        #expect(told.sections.allSatisfy { !$0.blocks.isEmpty })
        #expect(told.sections.first?.slug == "head")
        #expect(told.studyRows.prefix(record.rows.count).map(\.label) == record.rows.map(\.label))
        #expect(told.sections.contains { $0.slug == "excluded" } != record.excluded.isEmpty || id == "regression")
        #expect(told.figures.first?.code == "forest")
        let warnings = told.sections[0].blocks.flatMap { block -> [String] in
            if case .list(let items, .warnings) = block { items } else { [] }
        }
        #expect(warnings == record.allWarnings.map(\.message))
    }

    @Test("a page and a text of the same record are the same each time", arguments: KindFixtures.all.map(\.id))
    func deterministic(_ id: String) throws {
        let record = try #require(KindFixtures.all.first { $0.id == id })
        func html() throws -> String { try ReportPage(ResultBuilder().document([record])).html() }
        #expect(try html() == (try html()))
    }

    @Test("further answers are told in sections of their own or continue one of the own answer")
    func further() throws {
        let told = try ToldAnalysis(TellingScope(KindFixtures.pairwise))
        #expect(
            told.sections.map(\.slug) == [
                "head", "method", "studies", "excluded", "comparisons", "sensitivity", "regression-dose",
                "further-figures",
            ])
        let comparisons = try #require(told.sections.first { $0.slug == "comparisons" })
        let captions = comparisons.blocks.compactMap { if case .table(let table) = $0 { table.caption } else { nil } }
        #expect(captions.first == "By MS type" && captions.last == "Every method for rare events")
        guard case .finding(let plain, _) = told.sections[0].blocks[1] else {
            Issue.record("the head has no finding")
            return
        }
        #expect(plain.contains(" Rare events: "))
    }

    @Test("methods for rare events as the answer itself: the tile names the method, not the measure of the question")
    func rareEvents() throws {
        let told = try ToldAnalysis(TellingScope(KindFixtures.rareEvents))
        let panel = try #require(KindFixtures.rareEvents.values(RareEventPanelAnswer.self).first?.panel)
        guard case .tiles(let tiles) = told.sections[0].blocks[0],
            case .finding(let plain, _) = told.sections[0].blocks[1]
        else {
            Issue.record("the head has no tiles")
            return
        }
        #expect(tiles[0].name == "Mantel–Haenszel odds ratio" && panel.headlineRow?.name == tiles[0].name)
        #expect(
            plain.hasPrefix("4 rows of 4 studies. Rare events: Mantel–Haenszel odds ratio gives \(tiles[0].value) ("))
        #expect(told.figures.map(\.code) == ["forest", "rare-events"])
        let files = try TableFolder(ResultBuilder().document([KindFixtures.rareEvents])).files()
        let lines = String(decoding: try #require(files["rare-events-rare.csv"]), as: UTF8.self).split(separator: "\n")
        #expect(lines.count == panel.rows.count + 1)
        #expect(lines.count { $0.contains(",yes,") && $0.contains("Mantel") } >= 1)
    }

    @Test("CSV tables of a pooled effect hold its groups, changed rules and refits in full precision")
    func pooledFiles() throws {
        let record = KindFixtures.pairwise
        let files = try TableFolder(ResultBuilder().document([record])).files()
        func rows(_ name: String) throws -> [[Substring]] {
            String(decoding: try #require(files["\(name)-pairwise-full.csv"]), as: UTF8.self).split(separator: "\n")
                .dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        let groups = record.subgroups[0].groups
        #expect(try rows("subgroups").map { $0[1] } == groups.map { Substring($0.name) })
        #expect(try rows("subgroups").map { Double($0[3]) } == groups.map(\.pooled.natural.estimate))
        #expect(try rows("sensitivity").map { $0[0] } == ["multi-arm: split-control"])
        let refits = try #require(record.explorations?.leaveOneOut?.rows)
        let scale = record.question.measure.scale
        let estimates = refits.map { $0.refit.map { scale.natural($0.pooled.estimate) } }
        #expect(try rows("leave-one-out").map { Double($0[3]) } == estimates)
        #expect(try rows("leave-one-out").map { $0[1] } == record.rows.map { Substring($0.label) })
    }

    @Test("every figure of a record is drawn once, and its files have names of their own")
    func figures() throws {
        let report = try ToldReport(ResultBuilder().document([KindFixtures.pairwise, TuberculosisTrials.analysis]))
        let names = ReportFigures(report).all.map(\.name)
        #expect(Set(names.map { $0.lowercased() }).count == names.count)
        #expect(names.filter { $0.hasPrefix("bubble-bcg") } == ["bubble-bcg", "bubble-bcg-2"])
        let codes = report.analyses[0].figures.map(\.code)
        #expect(Set(codes).count == codes.count)
        #expect(codes.contains("rare-events") && codes.contains("labbe"))
    }

    @Test("the registry of figures has each figure of each kind once")
    func registry() throws {
        let codes = FigureRegistry.standard.figures.map(\.code)
        #expect(Set(codes).count == codes.count)
        for report in ReportKinds.standard.reports {
            for figure in report.figures { #expect(codes.contains(figure.code)) }
        }
        #expect(codes.first == "forest" && codes.contains("bubble") && codes.contains("rare-events"))
    }
}
