import Foundation
import TrialAnalysis
import TrialEvidence

/// Standard input as bytes.
final class StandardInput: ByteSource {
    /// What is expected on it, such as `the table`, for messages.
    private let wanted: String

    init(wanted: String) { self.wanted = wanted }

    /// Reads what has come, and waits where nothing has; 0 at the end.
    ///
    /// - Throws: `AnalysisError` where it cannot be read.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws -> Int {
        while true {
            let count = Foundation.read(0, buffer.baseAddress, buffer.count)
            if count >= 0 { return count }
            guard errno != EINTR else { continue }
            let reason = String(cString: strerror(errno))
            throw AnalysisError(.failedAnalysis, "standard input cannot be read: \(reason); give \(wanted) on it")
        }
    }
}
