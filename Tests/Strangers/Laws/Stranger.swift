import Foundation
import Testing
import TrialTestSupport

/// A dataset with a plan that the code was never fitted to.
struct Stranger: Sendable, CustomTestStringConvertible {
    /// The folder's name.
    let name: String

    private static let home = "\(BuiltProgram.root)/Tests/Strangers"

    /// Every folder beside the laws that has a plan: a further stranger needs no code.
    static let all: [Stranger] = ((try? FileManager.default.contentsOfDirectory(atPath: home)) ?? []).sorted()
        .map { Stranger(name: $0) }.filter { FileManager.default.fileExists(atPath: $0.plan) }

    /// The evidence that the toolkit was written for: no stranger, but what holds for documents holds for its documents.
    static let shipped = Stranger(name: "msc-ms-trials", home: "\(BuiltProgram.root)/Datasets")

    private let place: String

    init(name: String) { self.init(name: name, home: Self.home) }

    private init(name: String, home: String) {
        self.name = name
        place = home
    }

    var folder: String { "\(place)/\(name)" }
    var plan: String { "\(folder)/plan.yaml" }
    var testDescription: String { name }

    /// What people call its studies: first author and year, as typed in `studies.csv`.
    func studyNames() throws -> [String] {
        let table = try DelimitedCells(String(contentsOfFile: "\(folder)/studies.csv", encoding: .utf8))
        return table.rows.map { row in
            [row["first_author"] ?? "", row["year"] ?? ""].filter { !$0.isEmpty }.joined(separator: " ")
        }
    }
}

/// The cells of a comma-separated text, read without the code under test.
struct DelimitedCells {
    /// Each row by the names of the columns.
    let rows: [[String: String]]

    init(_ text: String) {
        var lines: [[String]] = [[""]]
        var isQuoted = false
        var previous: Character?
        for character in text {
            defer { previous = character }
            switch character {
            case "\"":
                // Two of them within quotes are one of the text.
                if !isQuoted, previous == "\"" {
                    lines[lines.count - 1][lines[lines.count - 1].count - 1].append(character)
                }
                isQuoted.toggle()
            case "," where !isQuoted: lines[lines.count - 1].append("")
            case "\n" where !isQuoted, "\r\n" where !isQuoted: lines.append([""])
            default: lines[lines.count - 1][lines[lines.count - 1].count - 1].append(character)
            }
        }
        let header = lines[0]
        rows = lines.dropFirst().filter { $0.count == header.count }.map {
            Dictionary(uniqueKeysWithValues: zip(header, $0))
        }
    }
}
