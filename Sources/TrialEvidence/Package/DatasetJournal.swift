import Glibc

/// What makes the change of several files in a folder one step: which file beside takes whose place.
///
/// New files are written beside the old ones, then the journal says which is which, then each takes its place, then the journal
/// goes. A program that is killed before the journal stands has changed nothing; one that is killed after it leaves a
/// change that whoever reads the folder next brings to its end. Two that do so at once do no harm, since a file that has
/// taken its place already is passed over.
public struct DatasetJournal {
    private static let prefix = ".trialpool-journal-"
    private let folder: String
    private let name: String
    private let moves: [(beside: String, name: String)]

    /// Prepares a journal for files of one folder: the names beside, and the names that they take.
    public init(of folder: String, moves: [(beside: String, name: String)]) {
        self.folder = folder
        self.moves = moves
        name = Self.prefix + String(UInt64.random(in: UInt64.max / 16...UInt64.max), radix: 16)
    }

    /// The text of the file.
    private var text: String { moves.map { "\($0.beside)\t\($0.name)\n" }.joined() + "end\n" }

    /// What came of a change; where it failed, `errno` explains it.
    public enum Outcome {
        /// Every file has its place.
        case done
        /// Nothing has changed.
        case failed
        /// The journal stands, so the files beside must stay: the next reader brings the change to its end.
        case unfinished
    }

    /// Writes the journal to disk, lets each file take its place and removes the journal.
    public func commit() -> Outcome {
        guard write() else { return .failed }
        return finish() ? .done : .unfinished
    }

    private func write() -> Bool {
        let path = "\(folder)/\(name)"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { return false }
        let bytes = Array(text.utf8)
        let isWritten = Glibc.write(descriptor, bytes, bytes.count) == bytes.count && fsync(descriptor) == 0
        guard close(descriptor) == 0, isWritten else {
            let reason = errno
            unlink(path)
            errno = reason
            return false
        }
        FolderEntries.sync(folder)
        return true
    }

    private func finish() -> Bool {
        for move in moves where rename("\(folder)/\(move.beside)", "\(folder)/\(move.name)") != 0 {
            guard errno == ENOENT else { return false }
        }
        FolderEntries.sync(folder)
        guard unlink("\(folder)/\(name)") == 0 || errno == ENOENT else { return false }
        FolderEntries.sync(folder)
        return true
    }

    /// Whether a folder holds a change that was not brought to its end.
    public static func isUnfinished(_ folder: String) -> Bool { !journals(in: folder).isEmpty }

    private static func journals(in folder: String) -> [String] {
        (FolderEntries.names(in: folder) ?? []).filter { $0.hasPrefix(prefix) }
    }

    /// Brings to its end what a killed program left half-way.
    ///
    /// A journal that is not whole is passed over: nothing had changed when its writer was killed, or it is writing still.
    /// `isAlone` says that nobody else may write to the folder, so that such a journal is left over and is removed.
    ///
    /// - Throws: `EvidenceError` where it cannot be, because the folder may not be written to.
    public static func recover(_ folder: String, isAlone: Bool = false) throws(EvidenceError) {
        for name in journals(in: folder) {
            guard let journal = DatasetJournal(reading: name, in: folder) else {
                if isAlone { unlink("\(folder)/\(name)") }
                continue
            }
            guard journal.finish() else {
                let message =
                    "an import into it was cut off half-way and cannot be brought to its end: "
                    + "\(String(cString: strerror(errno))); read it once as someone who may write there"
                throw EvidenceError([Diagnostic(.unreadableFile, at: Place(folder), message)])
            }
        }
    }

    /// Reads a journal; nil where it is gone by now, or no whole one.
    private init?(reading name: String, in folder: String) {
        guard let bytes = try? DatasetFolder.read("\(folder)/\(name)", limit: 1 << 20) else { return nil }
        var lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n")
        guard lines.popLast() == "end" else { return nil }
        self.folder = folder
        self.name = name
        moves = lines.map { line in
            let parts = line.split(separator: "\t", maxSplits: 1).map(String.init)
            return (parts[0], parts.count > 1 ? parts[1] : "")
        }
        // Names of this folder only, whoever wrote them.
        guard moves.allSatisfy({ Self.isName($0.beside) && Self.isName($0.name) }) else { return nil }
    }

    private static func isName(_ name: String) -> Bool {
        !name.isEmpty && name != "." && name != ".." && !name.contains("/")
    }
}
