import Foundation
import TrialArchives

/// The answers of a form on disk, beside the dataset: each is there before the next question is asked.
public final class EntryJournal {
    /// What one line says.
    private struct Line: Codable {
        /// The version, on the first line.
        var form: String?
        /// An answer.
        var answer: String?
        /// That the last answer was taken back.
        var back: Bool?
    }

    private static let format = "trialpool/entry@1"

    /// The answers that stand.
    public private(set) var answers: [String] = []
    private let log: AppendLog

    /// Where it is.
    public var path: String { log.path }

    /// The journal's path of a dataset: beside the folder or archive, with `.entry.jsonl` behind its name.
    ///
    /// - Parameter dataset: The path of the dataset, which need not be there yet.
    /// - Returns: The path of the journal.
    public static func path(of dataset: String) -> String {
        var path = dataset
        while path.count > 1, path.hasSuffix("/") { path.removeLast() }
        let name = path.split(separator: "/").last ?? ""
        if name == "." || name == ".." || name.isEmpty { path = URL(filePath: path).standardizedFileURL.path }
        return "\(path).entry.jsonl"
    }

    /// Opens the journal of a dataset, or begins one.
    ///
    /// - Parameter dataset: The path of the dataset.
    /// - Throws: `ArchiveError` where it cannot be opened, another form is open, or it is no journal that this version reads.
    public init(of dataset: String) throws(ArchiveError) {
        log = try AppendLog(Self.path(of: dataset))
        guard let first = log.lines.first else {
            try append(Line(form: Self.format))
            return
        }
        guard Self.decode(first)?.form == Self.format else { throw unreadable(1) }
        for (index, text) in log.lines.enumerated().dropFirst() {
            guard let line = Self.decode(text) else { throw unreadable(index + 1) }
            if let answer = line.answer { answers.append(answer) }
            if line.back == true, !answers.isEmpty { answers.removeLast() }
        }
    }

    /// Keeps an answer.
    ///
    /// - Parameter answer: The answer as the form keeps it.
    /// - Throws: `ArchiveError` where it cannot be written.
    public func keep(_ answer: String) throws(ArchiveError) {
        try append(Line(answer: answer))
        answers.append(answer)
    }

    /// Keeps that the last answer was taken back.
    ///
    /// - Throws: `ArchiveError` where it cannot be written.
    public func takeBack() throws(ArchiveError) {
        try append(Line(back: true))
        if !answers.isEmpty { answers.removeLast() }
    }

    /// Takes the journal away: what it holds is in the dataset.
    public func remove() { log.remove() }

    /// Puts a journal aside, under a name that is free, so that the next form begins anew.
    ///
    /// - Parameter dataset: The path of the dataset.
    /// - Returns: Where the answers are kept; `nil` where there was no journal.
    /// - Throws: `ArchiveError` where a form is open or the file cannot be renamed.
    public static func putAside(of dataset: String) throws(ArchiveError) -> String? {
        let path = path(of: dataset)
        guard FileStamp(path) != nil else { return nil }
        // Opened, so that no other form goes on in it.
        let log = try AppendLog(path)
        guard !log.lines.isEmpty else {
            log.remove()
            return nil
        }
        var number = 1
        while FileStamp("\(path).\(number)") != nil { number += 1 }
        let place = "\(path).\(number)"
        guard rename(path, place) == 0 else {
            throw ArchiveError(.cannotWrite, path: path, "it cannot be renamed to \(place); check the folder")
        }
        return place
    }

    private func append(_ line: Line) throws(ArchiveError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? encoder.encode(line) else { preconditionFailure("texts can always be written as JSON") }
        try log.append(String(decoding: bytes, as: UTF8.self))
    }

    private static func decode(_ text: String) -> Line? {
        try? JSONDecoder().decode(Line.self, from: Data(text.utf8))
    }

    private func unreadable(_ line: Int) -> ArchiveError {
        ArchiveError(
            .damaged, path: log.path,
            "line \(line) is no answer of \(Self.format); begin anew with --anew, which keeps the file under another name"
        )
    }
}
