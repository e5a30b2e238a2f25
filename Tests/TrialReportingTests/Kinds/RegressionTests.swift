import Foundation
import Testing
import TrialResults
import TrialStatistics

@testable import TrialReporting

/// A regression that a test states: its coefficients are given, everything else is a fit's.
private struct StatedRegression {
    var measure = ResultBuilder.riskRatio
    var moderator = RegressionAnswer.Moderator(
        property: "dose", name: "Dose (million cells)", values: [1, 2, 3, 4, 5, 6])
    var name = "dose"
    var rows = 6

    /// The record, with a slope and limits on the scale of analysis.
    func record(_ slope: Double, _ lower: Double, _ upper: Double) throws -> AnalysisRecord {
        let builder = ResultBuilder(measure: measure, rows: rows)
        var answer = RegressionAnswer(moderators: [moderator], rows: Array(1...rows), missing: [])
        let fit = try String(decoding: ResultCoding().encodePart(builder.fit(Array(0..<rows))), as: UTF8.self)
        var tree = try #require(JSONSerialization.jsonObject(with: Data(fit.utf8)) as? [String: Any])
        let first = try #require((tree["coefficients"] as? [[String: Any]])?.first)
        var second = first
        second["name"] = name
        second["estimate"] = slope
        second["limits"] = ["lower": lower, "upper": upper]
        second["pValue"] = 0.04
        tree["coefficients"] = [first, second]
        answer.fit = try ResultCoding().decodePart(
            ModelFit.self, from: try JSONSerialization.data(withJSONObject: tree))
        return builder.analysis(Answer(kind: "meta-regression", answer))
    }

    func words(_ slope: Double, _ lower: Double, _ upper: Double) throws -> String {
        let record = try record(slope, lower, upper)
        return RegressionWords(record, try #require(record.answer.value as? RegressionAnswer), record.display).text
    }
}

@Suite struct RegressionTests {
    private let trials = TuberculosisTrials.analysis

    private func latitude() throws -> RegressionAnswer {
        try #require(trials.values(RegressionAnswer.self).first { $0.moderators[0].property == "latitude" })
    }

    @Test(
        "the sentence gives the change for one unit with its interval, what it explains, what is left, and its limits")
    func sentence() throws {
        let answer = try latitude()
        let text = RegressionWords(trials, answer, trials.display).text
        let fit = try #require(answer.fit)
        let slope = fit.coefficients[1]
        let number = NumberFormat.british.number
        for part in [
            "Meta-regression on distance from the equator (degrees): 13 rows of 13 studies.",
            "For one unit more of distance from the equator (degrees), the risk ratio is multiplied by"
                + " \(number(exp(slope.estimate))) (95% CI \(number(exp(slope.limits.lower))) to"
                + " \(number(exp(slope.limits.upper)))), \(NumberFormat.british.pValue(slope.pValue));"
                + " the risk ratio falls as it grows.",
            "explains R² \(NumberFormat.british.percent(try #require(fit.heterogeneity.rSquared)))",
            "Remaining τ² \(NumberFormat.british.tauSquared(fit.heterogeneity.tau2)),"
                + " I² \(NumberFormat.british.percent(fit.heterogeneity.iSquared)).",
            "says nothing about the patients within them",
        ] { #expect(text.contains(part), "'\(part)' is not in '\(text)'") }
        #expect(!text.contains("may easily be chance"), "thirteen studies are more than ten")
    }

    @Test("a line over fewer than ten studies is warned of, and an interval over no change settles no direction")
    func cautions() throws {
        let text = try StatedRegression().words(0.1, -0.1, 0.3)
        #expect(text.contains("With fewer than 10 studies such a line may easily be chance."))
        #expect(text.contains("the interval includes no change, so the direction is not settled"))
        #expect(!text.contains("rises") && !text.contains("falls"))
    }

    /// Measures of every scale, of two groups and of one.
    private static let measures = EffectMeasures.standard.all.map { MeasureReference($0) }

    @Test("the sentence holds for measures of every scale and never claims more than the interval", arguments: measures)
    func everyMeasure(_ measure: MeasureReference) throws {
        let stated = StatedRegression(measure: measure)
        for (slope, lower, upper) in [(0.1, 0.05, 0.15), (-0.1, -0.15, -0.05), (0.02, -0.1, 0.14)] {
            let text = try stated.words(slope, lower, upper)
            #expect(text.contains("as it grows") == (lower > 0 || upper < 0), "\(text)")
            #expect(text.contains(" rises as it grows") == (lower > 0), "\(text)")
            #expect(text.contains(" falls as it grows") == (upper < 0), "\(text)")
            let isRatio = measure.scale == .log || measure.scale == .logit
            #expect(text.contains("multiplied by") == isRatio, "\(text)")
            #expect(text.contains("changes by") != isRatio, "\(text)")
            for fault in ["  ", "..", " ,", ";.", "nan", "the the", "Optional"] {
                #expect(!text.contains(fault), "\(text)")
            }
            #expect(text.hasSuffix("."))
        }
    }

    @Test("odds are multiplied on the log-odds scale, raw proportions change by percentage points")
    func proportions() throws {
        #expect(
            try StatedRegression(measure: ResultBuilder.logit).words(0.1, 0.05, 0.15).contains(
                "the odds are multiplied by 1.11"))
        let raw = try StatedRegression(measure: MeasureReference(RawProportion.descriptor)).words(0.1, 0.05, 0.15)
        #expect(raw.contains("the proportion changes by 10.00 (95% CI 5.00 to 15.00) percentage points"))
    }

    @Test("a category is told against the one that is left out")
    func categories() throws {
        let stated = StatedRegression(
            moderator: .init(
                property: "ms-type", name: "ms-type",
                categories: ["progressive", "mixed", "progressive", "mixed", "progressive", "mixed"]),
            name: "ms-type: mixed")
        let text = try stated.words(0.4, 0.1, 0.7)
        #expect(
            text.contains(
                "For MS type “mixed” in place of “progressive”, the risk ratio is multiplied by"))
        #expect(text.contains("the risk ratio is higher there"))
        let record = try stated.record(0.4, 0.1, 0.7)
        let answer = try #require(record.answer.value as? RegressionAnswer)
        let table = try #require(RegressionTables(record, answer, record.display).coefficients)
        #expect(table.rows.map { $0[0] } == ["Intercept", "MS type: mixed"])
        #expect(BubblePlot().scene(for: record, style: JournalStyle()) == nil)
    }

    @Test("the table has each coefficient with interval, ratio, statistic and p-value")
    func table() throws {
        let answer = try latitude()
        let fit = try #require(answer.fit)
        let table = try #require(RegressionTables(trials, answer, trials.display).coefficients)
        #expect(table.caption == "Meta-regression on latitude: coefficients on the logarithmic scale")
        #expect(
            table.columns.map(\.heading) == [
                "Coefficient", "Estimate (95%\u{A0}CI)", "As a ratio (95%\u{A0}CI)", "t (df)", "p-value",
            ])
        #expect(table.rows.count == 2)
        #expect(table.rows[1][0] == "Distance from the equator (degrees), for one unit more")
        #expect(table.rows[1][4] == NumberFormat.british.pValue(fit.coefficients[1].pValue))
        let difference = try StatedRegression(measure: ResultBuilder.meanDifference).record(0.1, 0.05, 0.15)
        let answered = try #require(difference.answer.value as? RegressionAnswer)
        let plain = try #require(RegressionTables(difference, answered, difference.display).coefficients)
        #expect(plain.caption == "Meta-regression on dose: coefficients" && plain.columns.count == 4)
    }

    @Test("CSV files have the coefficients in full precision and the values of the moderators")
    func files() throws {
        let files = try TableFolder(ResultBuilder().document([trials])).files()
        func lines(_ name: String) throws -> [[Substring]] {
            String(decoding: try #require(files[name]), as: UTF8.self).split(separator: "\n")
                .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
        }
        let answer = try latitude()
        let slope = try #require(answer.fit).coefficients[1]
        let coefficients = try lines("regression-latitude-bcg.csv")
        #expect(coefficients.count == 3)
        #expect(coefficients[2][1...3].map { Double($0) } == [slope.estimate, slope.limits.lower, slope.limits.upper])
        #expect(Double(coefficients[2][8]) == exp(slope.estimate))
        let values = try lines("regression-latitude-rows-bcg.csv")
        #expect(values.count == 14 && values[0].last == "latitude")
        #expect(values[1][0] == "Aronson 1948" && Double(values[1][4]) == 44)
        #expect(files["regression-year-bcg.csv"] != nil)
    }

    @Test("rows that lack the moderator are told with their reasons, on the page, in documents and in CSV")
    func missing() throws {
        for record in [KindFixtures.regression, KindFixtures.pairwise] {
            let report = try ToldReport(ResultBuilder().document([record]))
            for form in try [ReportForm.page(report)] + ReportForm.documents(report) {
                #expect(form.contains("Not given. [missing-moderator]"), "\(form.name) of \(record.id)")
                #expect(form.contains("left out."), "\(form.name) of \(record.id)")
            }
            let files = try TableFolder(report.document).files()
            let excluded = String(decoding: try #require(files["excluded.csv"]), as: UTF8.self)
            #expect(excluded.contains("meta-regression on dose,Study3,,,missing-moderator,Not given."))
        }
    }

    @Test("hostile names of moderators stay inert in every form and in the names of files")
    func hostile() throws {
        var record = TuberculosisTrials.analysis
        let name = HostileText.joined + " \\input{x} [x](javascript:alert(1)) |"
        record.further = record.values(RegressionAnswer.self).map { answer in
            var answer = answer
            answer.moderators = answer.moderators.map {
                .init(property: "../\(name)", name: name, values: $0.values ?? [])
            }
            answer.missing = [ExcludedRow(study: name, code: name, reason: name)]
            return Answer(kind: "meta-regression", answer)
        }
        let report = try ToldReport(ResultBuilder().document([record]))
        let page = try ParsedMarkup(try ReportPage(report).html())
        #expect(page.elements.isDisjoint(with: ["img", "iframe", "object"]))
        #expect(page.attributes.allSatisfy { !$0.lowercased().hasPrefix("on") })
        #expect(Set(page.values["id"] ?? []).count == page.values["id"]?.count)
        for form in try ReportForm.documents(report) { #expect(form.contains("alert(1)")) }
        for file in try TableFolder(report.document).files().keys {
            #expect(file.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) }, "\(file)")
            #expect(!file.contains(".."))
        }
    }

    @Test("without a fit the sections say so")
    func nothingFitted() throws {
        var record = KindFixtures.regression
        var answer = try #require(record.answer.value as? RegressionAnswer)
        answer.fit = nil
        answer.line = nil
        record.answer = Answer(kind: record.kind, answer)
        let page = try ReportForm.page(try ToldReport(ResultBuilder().document([record])))
        #expect(page.contains("No line could be fitted."))
        #expect(page.contains("no result") == false)
    }

    @Test(
        "as the answer itself it has tiles for the test and for what it explains, and a forest plot without a diamond")
    func own() throws {
        let told = try ToldAnalysis(TellingScope(KindFixtures.regression))
        guard case .tiles(let tiles) = told.sections[0].blocks[0] else {
            Issue.record("the head has no tiles")
            return
        }
        #expect(tiles.map(\.name).prefix(2) == ["Joint test", "Explained by the moderators"])
        let forest = try #require(told.figures.first { $0.code == "forest" })
        #expect(!forest.scene.marks.contains { if case .polygon(_, .pooled) = $0 { true } else { false } })
        #expect(told.figures.map(\.code) == ["forest", "bubble"])
        let row = try #require(SummaryTable(ResultBuilder().document([KindFixtures.regression])).table.rows.first)
        #expect(row[3].hasPrefix("F = "))
    }
}

@Suite struct AnswerChangesTests {
    private func lines(_ first: AnalysisRecord, _ second: AnalysisRecord) throws -> [String] {
        try ResultChanges(ResultBuilder().document([first]), ResultBuilder().document([second])).changes.map {
            "\($0.kind.rawValue): \($0.sentence)"
        }
    }

    @Test("further answers that came or went are told by their names")
    func comings() throws {
        var other = TuberculosisTrials.analysis
        other.further.removeLast()
        let year = "further: meta-regression on year: "
        let test = try #require(TuberculosisTrials.analysis.further[1].value.headline)
        let words = HeadlineWords(display: TuberculosisTrials.analysis.display).finding(test)
        #expect(words.hasPrefix("F = "))
        #expect(try lines(TuberculosisTrials.analysis, other) == ["\(year)gone (was \(words))"])
        #expect(try lines(other, TuberculosisTrials.analysis) == ["\(year)new (\(words))"])
    }

    @Test("changed coefficients are told in words, the rest is counted")
    func coefficients() throws {
        var other = TuberculosisTrials.analysis
        let year = try #require(other.further[1].value as? RegressionAnswer)
        var moved = try #require(other.further[0].value as? RegressionAnswer)
        moved.fit = year.fit
        other.further[0] = Answer(kind: "meta-regression", moved)
        let found = try lines(TuberculosisTrials.analysis, other)
        #expect(
            found.contains { $0.hasPrefix("further: meta-regression on latitude, latitude: gone (was −0.03") },
            "\(found)")
        #expect(found.contains { $0.wholeMatch(of: /further: meta-regression on latitude: \d+ fields differ/) != nil })
        #expect(!found.contains { $0.contains("on year:") })
    }

    @Test("an answer of another kind is told with both results")
    func kinds() throws {
        var other = TuberculosisTrials.analysis
        other.answer = other.further[0]
        let found = try lines(TuberculosisTrials.analysis, other)
        #expect(found.contains("question: kind of answer: pairwise → meta-regression"))
        #expect(found.contains { $0.hasPrefix("pooled: answer: 0.49 (0.33 to 0.73) → F = ") })
    }

    @Test("a record is the same as itself, whatever its kind", arguments: KindFixtures.all.map(\.id))
    func same(_ id: String) throws {
        let record = try #require(KindFixtures.all.first { $0.id == id })
        #expect(try lines(record, record) == [])
    }
}
