import Glibc
import TrialEvidence

/// Makes one program the only one that changes a dataset, from reading it until it is written.
///
/// The lock is a file in the dataset's folder, or beside its archive, that names its holder. It ends with the program, however that
/// ends: what a killed one left half-way is brought to its end by the next.
public final class DatasetLock {
    private let path: String
    private let descriptor: Int32

    /// Waits so long for another program to end, then gives up.
    public static let patience = Duration.seconds(5)

    /// Takes the lock of a dataset's folder or archive.
    ///
    /// - Throws: `ArchiveError` that names the program which holds it, or `EvidenceError` where what a killed program left cannot be
    ///   brought to its end.
    public init(_ dataset: String, patience: Duration = DatasetLock.patience) throws {
        let dataset = dataset.count > 1 && dataset.hasSuffix("/") ? String(dataset.dropLast()) : dataset
        let isFolder = FileBytes.isFolder(dataset)
        let (folder, name) = AtomicFile.split(dataset)
        path = isFolder ? "\(dataset)/.trialpool-lock" : "\(folder)/.\(name).trialpool-lock"
        let deadline = ContinuousClock.now + patience
        while true {
            let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
            guard descriptor >= 0 else { throw AtomicFile.failure(path) }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 {
                if Leftovers.stands(path, descriptor) {
                    self.descriptor = descriptor
                    break
                }
            } else if ContinuousClock.now > deadline {
                let holder = (try? FileBytes.read(path, limit: 1000)).map { String(decoding: $0, as: UTF8.self) } ?? ""
                close(descriptor)
                throw Self.isHeld(dataset, by: holder)
            }
            close(descriptor)
            usleep(20_000)
        }
        ftruncate(descriptor, 0)
        try AtomicFile.append(Array(Self.me.utf8), to: descriptor, path: path)
        if isFolder { try DatasetJournal.recover(dataset, isAlone: true) }
    }

    deinit {
        unlink(path)
        close(descriptor)
    }

    private static var me: String {
        let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "a program"
        return "\(program), process \(getpid())"
    }

    private static func isHeld(_ dataset: String, by holder: String) -> ArchiveError {
        let name = holder.isEmpty ? "another program" : holder
        return ArchiveError(.lockedByAnother, path: dataset, "\(name) is changing it; try again when that has ended")
    }
}
