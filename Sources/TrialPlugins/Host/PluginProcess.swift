import CPluginLauncher
import Foundation

/// A plugin that runs: pipes to and from it, and the leash that ends it with everything that it started.
final class PluginProcess {
    let scratch: ScratchFolder
    private let name: String
    private let keeper: pid_t
    private let page: UnsafeMutablePointer<trialpool_launch_page>
    private var leash: Int32
    let input: Int32
    let output: Int32
    let errors: Int32
    private var isOver = false

    /// The longest that a program may take to begin.
    private static let startSeconds = 10.0

    /// Starts the plugin.
    ///
    /// - Throws: `PluginError` where that is not possible.
    init(_ plugin: InstalledPlugin, environment: [String: String]) throws(PluginError) {
        name = plugin.name
        scratch = try ScratchFolder(plugin: plugin.name)
        let command: PluginCommand
        do throws(PluginError) {
            command = try PluginCommand(plugin, scratch: scratch, environment: environment)
        } catch {
            scratch.remove()
            throw error
        }
        let size = MemoryLayout<trialpool_launch_page>.size
        guard
            let memory = mmap(nil, size, PROT_READ | PROT_WRITE, Int32(MAP_SHARED) | Int32(MAP_ANONYMOUS), -1, 0),
            memory != MAP_FAILED
        else { throw PluginError(.cannotStart, plugin.name, "there is no memory for it") }
        page = memory.bindMemory(to: trialpool_launch_page.self, capacity: 1)
        var pipes: [(read: Int32, write: Int32)] = []
        for _ in 0..<5 {
            var ends: [Int32] = [-1, -1]
            guard trialpool_pipe(&ends) == 0 else { break }
            pipes.append((ends[0], ends[1]))
        }
        guard pipes.count == 5 else {
            for pipe in pipes { close(pipe.read); close(pipe.write) }
            scratch.remove()
            munmap(memory, size)
            throw PluginError(.cannotStart, plugin.name, "too many files are open: \(String(cString: strerror(errno)))")
        }
        (input, output, errors, leash) = (pipes[0].write, pipes[1].read, pipes[2].read, pipes[4].write)
        let started = Self.launch(command, plugin.manifest.limits, scratch.work, page, pipes)
        keeper = started
        for file in [pipes[0].read, pipes[1].write, pipes[2].write, pipes[3].write, pipes[4].read] { close(file) }
        let begins = started > 0 && Self.waitForEnd(of: pipes[3].read, seconds: Self.startSeconds)
        close(pipes[3].read)
        for file in [input, output, errors] { _ = fcntl(file, F_SETFL, O_NONBLOCK) }
        guard begins, page.pointee.step == TRIALPOOL_STEP_NONE else {
            let step = page.pointee.step
            let reason =
                step == TRIALPOOL_STEP_NONE ? "it does not begin" : String(cString: strerror(page.pointee.error))
            end()
            throw PluginError(.cannotStart, plugin.name, "\(command.program) cannot be started: \(reason)")
        }
    }

    deinit {
        end()
        munmap(page, MemoryLayout<trialpool_launch_page>.size)
    }

    private static func launch(
        _ command: PluginCommand, _ limits: PluginLimits, _ folder: String,
        _ page: UnsafeMutablePointer<trialpool_launch_page>, _ pipes: [(read: Int32, write: Int32)]
    ) -> pid_t {
        let variables = command.environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let lists = [command.arguments, variables, command.readable].map(CStrings.init)
        return command.program.withCString { program in
            folder.withCString { folder in
                var launch = trialpool_launch()
                launch.program = program
                launch.folder = folder
                launch.arguments = UnsafePointer(lists[0].pointers)
                launch.environment = UnsafePointer(lists[1].pointers)
                launch.readable = UnsafeRawPointer(lists[2].pointers).assumingMemoryBound(
                    to: UnsafePointer<CChar>?.self)
                (launch.input, launch.output, launch.errors) = (pipes[0].read, pipes[1].write, pipes[2].write)
                (launch.ready, launch.leash) = (pipes[3].write, pipes[4].read)
                launch.memory = UInt64(limits.memoryMB) << 20
                launch.disk = UInt64(limits.diskMB) << 20
                launch.file_size = UInt64(limits.diskMB) << 20
                launch.processes = UInt64(limits.processes)
                launch.seconds = UInt64(limits.seconds.rounded(.up))
                launch.page = page
                return withExtendedLifetime(lists) { trialpool_plugin_launch(&launch) }
            }
        }
    }

    private static func waitForEnd(of file: Int32, seconds: Double) -> Bool {
        var place = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
        while true {
            let ready = poll(&place, 1, Int32(seconds * 1000))
            if ready < 0, errno == EINTR { continue }
            return ready > 0
        }
    }

    /// What the system keeps it from.
    var confinement: Confinement { Confinement(rawValue: page.pointee.held) }

    /// What it and everything that it started take.
    var census: ProcessCensus { ProcessCensus(below: keeper) }

    /// How it ended by itself, in words; nil where it did not.
    var ending: String? {
        guard page.pointee.ended == 1 else { return nil }
        let status = page.pointee.status
        let signal = status & 0x7F
        return signal == 0
            ? "exit code \((status >> 8) & 0xFF)" : "signal \(signal) (\(String(cString: strsignal(signal))))"
    }

    /// Tells it that nothing more comes.
    func closeInput() { close(input) }

    /// Ends it with everything that it started, and removes its folder.
    func end(isInputOpen: Bool = true) {
        guard !isOver else { return }
        isOver = true
        close(leash)
        if keeper > 0 { Self.reap(keeper) }
        if isInputOpen { close(input) }
        close(output)
        close(errors)
        scratch.remove()
    }

    private static func reap(_ keeper: pid_t) {
        for round in 0..<2000 {
            let ended = waitpid(keeper, nil, WNOHANG)
            if ended == keeper || (ended < 0 && errno == ECHILD) { return }
            usleep(round < 50 ? 200 : 2000)
        }
        kill(keeper, SIGKILL)
        waitpid(keeper, nil, 0)
    }
}

/// A list of texts as C programs take it, with a NULL at the end.
private final class CStrings {
    let pointers: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ texts: [String]) {
        count = texts.count
        pointers = .allocate(capacity: texts.count + 1)
        for (index, text) in texts.enumerated() { (pointers + index).initialize(to: strdup(text)) }
        (pointers + texts.count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { free(pointers[index]) }
        pointers.deallocate()
    }
}
