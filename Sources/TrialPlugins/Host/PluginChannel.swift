import Foundation
import TrialPluginMessages

/// The lines between TrialPool and a plugin, with its limits held: neither side ever waits for the other without end.
struct PluginChannel {
    private let process: PluginProcess
    private let manifest: PluginManifest
    private var waiting: [UInt8] = []
    private var sent = 0
    private var received: [UInt8] = []
    /// Where the lines begin that were not taken yet, and where no end of a line was looked for yet.
    private var (start, searched) = (0, 0)
    private var words: [UInt8] = []
    private var isInputOpen = true
    private var isAtEnd = false
    private var bytes = 0
    private var deadline = ContinuousClock.now
    private var nextCensus = ContinuousClock.now
    /// The line of the output that was read last, counted from 1.
    private(set) var line = 0

    private static let chunk = 1 << 16
    private static let census = Duration.milliseconds(200)
    private static let keptWords = 4096

    init(_ process: PluginProcess, _ manifest: PluginManifest) {
        (self.process, self.manifest) = (process, manifest)
    }

    /// Begins a work of its own time and output.
    mutating func begin(seconds: Double) {
        deadline = .now + .seconds(seconds)
        nextCensus = .now + Self.census
        bytes = 0
    }

    /// Takes a message for the plugin; it goes out while answers are awaited.
    mutating func send(_ message: PluginMessage) throws(PluginError) {
        guard let line = try? message.line() else {
            throw error(.wrongAnswer, "the work cannot be written as JSON")
        }
        waiting.append(contentsOf: line)
    }

    /// The next message.
    mutating func next() throws(PluginError) -> PluginMessage {
        while true {
            if let text = takeLine() {
                if text.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
                guard let message = try? PluginMessage(line: Data(text)) else {
                    throw error(.garbage, "it is no message of \(PluginMessage.protocolName): \(Self.shown(text))")
                }
                return message
            }
            if isAtEnd { throw ended() }
            try pump()
        }
    }

    /// Lets what is said be read to the end for a moment, without input.
    mutating func finish(seconds: Double = 0.3) {
        closeInput()
        let patience = ContinuousClock.now + .seconds(seconds)
        while !isAtEnd, ContinuousClock.now < patience, bytes < limit {
            var place = pollfd(fd: process.output, events: Int16(POLLIN), revents: 0)
            if poll(&place, 1, 50) > 0 { read() }
            received.removeAll(keepingCapacity: true)
            (start, searched) = (0, 0)
        }
    }

    /// An error at the line that was read last.
    func error(_ code: PluginError.Code, _ message: String) -> PluginError {
        var error = PluginError(code, manifest.name, message, line: line > 0 ? line : nil)
        let last = String(decoding: words, as: UTF8.self).split(whereSeparator: \.isNewline).last {
            !$0.allSatisfy(\.isWhitespace)
        }
        error.lastWords = last.map { PluginText.line(String($0)) }
        return error
    }

    private static func shown(_ text: ArraySlice<UInt8>) -> String {
        guard let text = String(validating: text.prefix(200), as: UTF8.self) else { return "bytes that are no UTF-8" }
        return "'\(PluginText.line(String(text.prefix(60))))'"
    }

    private var limit: Int { manifest.limits.outputMB << 20 }

    private mutating func takeLine() -> ArraySlice<UInt8>? {
        guard let end = received[searched...].firstIndex(of: 0x0A) else {
            searched = received.count
            return nil
        }
        let text = received[start..<end]
        (start, searched) = (end + 1, end + 1)
        line += 1
        return text
    }

    /// Moves what can be moved, and looks at the limits.
    private mutating func pump() throws(PluginError) {
        let now = ContinuousClock.now
        guard now < deadline else {
            throw error(.timedOut, "it took longer than \(manifest.limits.seconds) s; it was ended")
        }
        if now >= nextCensus {
            nextCensus = now + Self.census
            try checkUse()
        }
        let wait = min(deadline - now, nextCensus - now)
        let writes = isInputOpen && sent < waiting.count
        var places = [
            pollfd(fd: process.output, events: Int16(POLLIN), revents: 0),
            pollfd(fd: process.errors, events: Int16(POLLIN), revents: 0),
            pollfd(fd: writes ? process.input : -1, events: Int16(POLLOUT), revents: 0),
        ]
        let milliseconds = max(1, Int32(wait / .milliseconds(1)))
        guard poll(&places, 3, milliseconds) > 0 else { return }
        if places[2].revents != 0 { write() }
        if places[1].revents != 0 { readWords() }
        if places[0].revents != 0 { read() }
        guard bytes <= limit else {
            throw error(.tooMuchOutput, "it wrote more than \(manifest.limits.outputMB) MB; it was ended")
        }
    }

    private func checkUse() throws(PluginError) {
        let census = process.census
        let limits = manifest.limits
        // The two processes that keep it are not its own.
        if census.count - 1 > limits.processes {
            throw error(.tooManyProcesses, "it started more than \(limits.processes) processes; it was ended")
        }
        if census.memory > limits.memoryMB << 20 {
            throw error(.tooMuchMemory, "it took more than \(limits.memoryMB) MB of memory; it was ended")
        }
        if !process.confinement.contains(.disk), process.scratch.size > limits.diskMB << 20 {
            throw error(.tooMuchDisk, "it filled more than \(limits.diskMB) MB of the disk; it was ended")
        }
    }

    private mutating func write() {
        let count = QuietWrite.write(waiting[sent...], to: process.input)
        if count > 0 {
            sent += count
        } else if count < 0, errno != EAGAIN, errno != EINTR {
            closeInput()
        }
        if sent == waiting.count { (waiting, sent) = ([], 0) }
    }

    private mutating func read() {
        // Only what is no whole line yet is left.
        received.removeSubrange(..<start)
        (start, searched) = (0, searched - start)
        let count = Self.read(process.output, into: &received)
        if count > 0 { bytes += count }
        if count == 0 { isAtEnd = true }
    }

    private mutating func readWords() {
        let count = Self.read(process.errors, into: &words)
        if count > 0 { bytes += count }
        if words.count > Self.keptWords { words.removeFirst(words.count - Self.keptWords) }
        // A closed channel is always ready; a short pause keeps this from spinning until the output ends too.
        if count == 0 { usleep(1000) }
    }

    /// The count of bytes; 0 at the end, negative where nothing has come.
    private static func read(_ file: Int32, into bytes: inout [UInt8]) -> Int {
        var chunk = [UInt8](repeating: 0, count: Self.chunk)
        let count = Foundation.read(file, &chunk, chunk.count)
        if count > 0 { bytes.append(contentsOf: chunk[..<count]) }
        if count < 0, errno != EAGAIN, errno != EINTR { return 0 }
        return count
    }

    private mutating func closeInput() {
        guard isInputOpen else { return }
        isInputOpen = false
        process.closeInput()
    }

    /// Why there is no further line.
    private mutating func ended() -> PluginError {
        // The program has closed its output; how it ended is known a moment later.
        for _ in 0..<50 where process.ending == nil { usleep(2000) }
        while Self.read(process.errors, into: &words) > 0, words.count < 1 << 20 {}
        let how = process.ending.map { " (\($0))" } ?? ""
        guard start == received.count else {
            line += 1
            return error(.partialLine, "the output ends inside a line\(how): \(Self.shown(received[start...]))")
        }
        return error(.endedEarly, "it ended before it answered\(how)")
    }
}

/// Writing to a pipe whose reader may be gone, without the signal that ends a process for it.
enum QuietWrite {
    static func write(_ bytes: ArraySlice<UInt8>, to file: Int32) -> Int {
        var (pipeSignal, before) = (sigset_t(), sigset_t())
        sigemptyset(&pipeSignal)
        sigaddset(&pipeSignal, SIGPIPE)
        pthread_sigmask(SIG_BLOCK, &pipeSignal, &before)
        let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress, $0.count) }
        let failure = errno
        if count < 0, failure == EPIPE {
            var none = timespec()
            while sigtimedwait(&pipeSignal, nil, &none) == -1, errno == EINTR {}
        }
        pthread_sigmask(SIG_SETMASK, &before, nil)
        errno = failure
        return count
    }
}
