import TrialEvidence

/// A dataset as one sealed .zip, or as a folder, whichever stands at a path.
public enum DatasetArchive {
    /// The files of a dataset, from a folder or from an archive whose manifest holds.
    ///
    /// Throws ``ArchiveError``, or `EvidenceError` where a folder cannot be read.
    public static func files(at path: String) throws -> DatasetFiles {
        if FileBytes.isFolder(path) { return try DatasetFolder(path).files() }
        return DatasetFiles(try Manifest.open(try FileBytes.read(path), path: path))
    }

    /// Reads a dataset from a folder or an archive, or throws all its problems at once.
    public static func read(_ path: String) throws -> Dataset {
        try DatasetReader().read(try files(at: path))
    }

    /// Packs a dataset that has no errors; the same files give the same bytes.
    public static func pack(_ files: DatasetFiles) throws -> [UInt8] {
        _ = try DatasetReader().read(files)
        return try Manifest.seal(files.files)
    }

    /// Packs a dataset's folder.
    public static func pack(folder path: String) throws -> [UInt8] {
        try pack(try DatasetFolder(path).files())
    }

    /// Changes a dataset where it lies: the files that differ into a folder as one step, or the archive anew.
    ///
    /// Nobody else changes it between reading and writing. Throws what reading and `change` throw, and ``ArchiveError``.
    public static func update(_ path: String, _ change: (DatasetFiles) throws -> DatasetFiles) throws {
        let lock = try DatasetLock(path)
        try withExtendedLifetime(lock) {
            let old = try files(at: path)
            let new = try change(old)
            guard new != old else { return }
            guard FileBytes.isFolder(path) else { return try AtomicFile.write(try pack(new), to: path) }
            let staged = StagedFiles()
            for (name, bytes) in new.files.sorted(by: { $0.key < $1.key }) where bytes != old.files[name] {
                try staged.begin("\(path)/\(name)").write(bytes)
            }
            try staged.commitTogether()
        }
    }

    /// Unpacks an archive that holds a dataset without errors into a new folder.
    public static func unpack(_ archive: String, to folder: String) throws {
        let files = try Manifest.open(try FileBytes.read(archive), path: archive)
        _ = try DatasetReader().read(DatasetFiles(files))
        try AtomicFolder.write(files, to: folder)
    }
}

extension Dataset {
    /// The identity of a dataset: the SHA-256 of its canonical text, whatever its bytes on disk are.
    public var identity: String { SHA256.hex(of: canonicalText) }
}
