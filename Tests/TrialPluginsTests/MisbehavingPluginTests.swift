import Foundation
import Testing
import TrialPluginMessages
import TrialPlugins

/// Plugins that do what none should: each becomes a typed error or nothing at all, and never more than that.
@Suite struct MisbehavingPluginTests {
    private typealias Plugin = MisbehavingPlugin

    @Test("what a plugin does instead of answering is an error with a name, and the line of its output")
    func errors() throws {
        let cases: [(mode: String, code: PluginError.Code, line: Int)] = [
            ("exit", .endedEarly, 1), ("crash", .endedEarly, 1), ("binary", .garbage, 2), ("partial", .partialLine, 2),
            ("no-output", .wrongAnswer, 2), ("wrong-id", .wrongAnswer, 2), ("wrong-fraction", .wrongAnswer, 2),
            ("wrong-schema", .garbage, 2), ("own-error", .failed, 2),
        ]
        for (mode, code, line) in cases {
            let error = try Plugin.error(mode)
            #expect(error?.code == code, "\(mode): \(error.map { "\($0)" } ?? "no error")")
            #expect(error?.line == line, "\(mode)")
            #expect(error?.plugin == "misbehaving")
        }
    }

    @Test("how it ended and what it said last are told; its own error keeps its word and place")
    func words() throws {
        let exit = try Plugin.error("exit")
        #expect(exit?.description.contains("exit code 3") == true)
        #expect(exit?.lastWords == "I have had enough")
        #expect(try Plugin.error("crash")?.message.contains("signal 11") == true)
        let own = try Plugin.error("own-error")
        #expect(own?.reason == "no-rows" && own?.place?.line == 4)
        #expect(own?.message == "there are  no rows")
    }

    @Test("one that never answers and ignores SIGTERM is ended at its limit")
    func hangs() throws {
        let begin = ContinuousClock.now
        let error = try Plugin.error("hang", limits: #"{"seconds": 0.5}"#)
        #expect(error?.code == .timedOut)
        #expect(ContinuousClock.now - begin < .seconds(20))
    }

    @Test("one that reads nothing does not keep us writing")
    func deaf() throws {
        try Plugin.with(limits: #"{"seconds": 0.5}"#) { plugin in
            let session = try Plugin.session(plugin, start: "deaf")
            let input = Plugin.input("echo", String(repeating: "x", count: 4 << 20))
            let error = #expect(throws: PluginError.self) { try session.work(input: input) }
            #expect(error?.code == .timedOut)
        }
    }

    @Test("a gigabyte of output is cut off at the limit", arguments: ["log", "garbage"])
    func floods(_ kind: String) throws {
        let error = try Plugin.error("flood", kind)
        #expect([.tooMuchOutput, .garbage].contains(error?.code))
        if kind == "log" { #expect(error?.code == .tooMuchOutput) }
    }

    @Test("a gigabyte of complaints is cut off too")
    func floodsErrors() throws {
        #expect(try Plugin.error("flood-errors")?.code == .tooMuchOutput)
    }

    @Test("a wrong version, name or task, and an end before the greeting are told before any work")
    func greetings() throws {
        try Plugin.with { plugin in
            for start in ["version", "name", "capabilities"] {
                let error = #expect(throws: PluginError.self) { try Plugin.session(plugin, start: start) }
                #expect(error?.code == .wrongProtocol, "\(start)")
                #expect(error?.line == 1)
            }
            let error = #expect(throws: PluginError.self) { try Plugin.session(plugin, start: "silent-exit") }
            #expect(error?.code == .endedEarly)
            #expect(error?.message.contains("exit code 0") == true)
        }
    }

    @Test("the memory of the program that starts a plugin is not the plugin's")
    func memoryOfOurs() throws {
        // A forked process begins with the pages of the one that forked it.
        let pages = [UInt8](repeating: 1, count: 320 << 20)
        try Plugin.with(limits: #"{"seconds": 20, "memoryMB": 256}"#) { plugin in
            let session = try Plugin.session(plugin)
            for _ in 1...3 {
                #expect(try session.work(input: Plugin.input("slow-echo", "π")).output == ["echo": "π"])
            }
        }
        #expect(pages[pages.count - 1] == 1)
    }

    @Test("memory beyond the limit is refused or ends it")
    func memory() throws {
        let error = try Plugin.error("memory", limits: #"{"seconds": 20, "memoryMB": 200}"#)
        #expect([.endedEarly, .tooMuchMemory, .failed].contains(error?.code))
    }

    @Test("processes beyond the limit are refused or end it")
    func processes() throws {
        let error = try Plugin.error("processes")
        #expect([.endedEarly, .tooManyProcesses, .failed].contains(error?.code))
    }

    @Test("the disk beyond the limit is full for it, and empty afterwards")
    func disk() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            let outcome = Result { () throws(PluginError) in try session.work(input: Plugin.input("disk")) }
            switch outcome {
            case .success(let outcome): #expect((outcome.output["written"]?.number ?? .infinity) <= 8 * 1_048_576)
            case .failure(let error): #expect(error.code == .tooMuchDisk)
            }
        }
    }

    @Test("what it leaves behind ends with it, though it is in a session of its own")
    func orphans() throws {
        let marker = "orphan-\(UUID().uuidString)"
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            _ = try session.work(input: Plugin.input("orphan", marker))
            // It may answer before what it started has come to its feet.
            for _ in 0..<100 where Plugin.processes(with: marker).isEmpty { usleep(50_000) }
            #expect(Plugin.processes(with: marker).count == 1)
            session.end()
        }
        #expect(Plugin.processes(with: marker).isEmpty)
    }

    @Test("one that stays when its input ends is ended soon")
    func stays() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin, start: "stays")
            let begin = ContinuousClock.now
            session.end()
            #expect(ContinuousClock.now - begin < .seconds(10))
            let error = #expect(throws: PluginError.self) { try session.work(input: Plugin.input("echo")) }
            #expect(error?.code == .endedEarly)
        }
    }
}

/// What a plugin is kept from, and what it is given.
@Suite struct ConfinementTests {
    private typealias Plugin = MisbehavingPlugin

    @Test("it sees the environment that was made for it, and no secret")
    func environment() throws {
        try Plugin.with { plugin in
            let output = try Plugin.session(plugin).work(input: Plugin.input("environment")).output
            #expect(output["A_SECRET"] == nil)
            #expect(output["START"] == "", "what its manifest names it gets")
            guard case .object(let variables) = output else { throw Failure.shape }
            let known: Set = [
                "PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "PYTHONDONTWRITEBYTECODE", "PYTHONNOUSERSITE",
                "OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "TRIALPOOL_PLUGIN_FOLDER", "START", "PWD", "SHLVL", "_",
                "OLDPWD",
            ]
            // A version manager of Python adds names of its own.
            #expect(variables.keys.filter { !$0.hasPrefix("PYENV") }.allSatisfy(known.contains), "\(variables.keys)")
        }
    }

    @Test("it inherits no open file")
    func descriptors() throws {
        let secret = open("/etc/passwd", O_RDONLY)
        defer { close(secret) }
        try Plugin.with { plugin in
            let output = try Plugin.session(plugin).work(input: Plugin.input("descriptors")).output
            #expect(output.list?.compactMap(\.number).filter { $0 > 2 } == [], "\(output)")
        }
    }

    @Test("it writes into its scratch folder and nowhere else, where the system can hold it to that")
    func writes() throws {
        try TestFolder.with { elsewhere in
            try Plugin.with { plugin in
                let session = try Plugin.session(plugin)
                let isHeld = session.confinement.contains(.paths) || session.confinement.contains(.readOnlyFiles)
                for path in [
                    "\(elsewhere)/mark", "\(plugin.folder)/mark", "/var/tmp/trialpool-mark-\(UUID().uuidString)",
                ] {
                    let output = try session.work(input: Plugin.input("write", path)).output
                    if isHeld { #expect(output["done"] == false, "\(path)") }
                    #expect(FileManager.default.fileExists(atPath: path) == (output["done"] == true))
                    try? FileManager.default.removeItem(atPath: path)
                }
                #expect(try session.work(input: Plugin.input("write", "mark")).output["done"] == true)
            }
        }
    }

    @Test("a plugin that could change its folder is found changed")
    func changedFolder() throws {
        try Plugin.with { plugin in
            let store = TrustStore(path: "\(plugin.folder)-trust.json")
            defer { try? FileManager.default.removeItem(atPath: store.path) }
            try store.enable(plugin)
            try Data("more".utf8).write(to: URL(filePath: "\(plugin.folder)/more.txt"))
            let changed = try InstalledPlugin(folder: plugin.folder)
            #expect(try store.state(of: changed) == .changed(since: "1.0.0"))
            let error = #expect(throws: PluginError.self) { try RunnablePlugin(changed, enabledIn: store) }
            #expect(error?.code == .changed)
        }
    }

    @Test("it does not read what it does not need, where the system can hold it to that")
    func reads() throws {
        try TestFolder.with { elsewhere in
            try Data("the secret".utf8).write(to: URL(filePath: "\(elsewhere)/secret"))
            try Plugin.with { plugin in
                let session = try Plugin.session(plugin)
                guard session.confinement.contains(.paths) else { return }
                #expect(try session.work(input: Plugin.input("read", "\(elsewhere)/secret")).output["done"] == false)
                #expect(
                    try session.work(input: Plugin.input("read", "\(plugin.folder)/plugin.json")).output["done"] == true
                )
            }
        }
    }

    @Test("nobody reaches a port on which it listens, where the system can hold it to that")
    func listens() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            let output = try session.work(input: Plugin.input("listen")).output
            guard !session.confinement.isDisjoint(with: [.network, .ports]) else { return }
            guard output["done"] == true, let port = output["what"]?.text.flatMap(UInt16.init) else { return }
            #expect(!Self.reaches(port))
        }
    }

    private static func reaches(_ port: UInt16) -> Bool {
        let file = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(file) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        return withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                connect(file, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
            }
        }
    }

    @Test("it does not signal us, and leaves no core behind")
    func signals() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            guard !session.confinement.isDisjoint(with: [.processes, .signals]) else { return }
            let own = "\(ProcessInfo.processInfo.processIdentifier)"
            #expect(try session.work(input: Plugin.input("signal", own)).output["done"] == false)
            #expect(try session.work(input: Plugin.input("limits")).output["core"] == 0)
        }
    }

    @Test("every way of holding is told as held or not")
    func told() throws {
        for confinement in [Confinement([]), [.paths, .ports], Confinement(rawValue: .max)] {
            let lines = confinement.lines
            #expect(lines.count == 13)
            #expect(lines.allSatisfy { !$0.how.isEmpty })
            #expect(
                lines.filter { !$0.isHeld }.allSatisfy { $0.how == "this system cannot" || $0.how == "no_new_privs" })
        }
        let missing = Confinement(rawValue: .max).lines.filter { !$0.isHeld }
        #expect(missing.isEmpty)
    }

    private enum Failure: Error { case shape }
}

/// Plugins that do what they should.
@Suite struct PluginSessionTests {
    private typealias Plugin = MisbehavingPlugin

    @Test("progress, log and warnings come with the output, and fields of later versions are passed over")
    func chatty() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            var fractions: [Double] = []
            let outcome = try session.work(input: Plugin.input("chatty")) { fractions.append($0) }
            #expect(outcome.log == ["beginning"] && outcome.warnings == ["mind the gap"] && fractions == [0.5])
        }
    }

    @Test("after an error of its own a plugin takes the next work")
    func goesOn() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            #expect(throws: PluginError.self) { try session.work(input: Plugin.input("own-error")) }
            let output = try session.work(input: Plugin.input("echo", "π")).output
            #expect(output == ["echo": "π"])
        }
    }

    @Test("a large input and output go through")
    func large() throws {
        try Plugin.with { plugin in
            let text = String(repeating: "0123456789", count: 300_000)
            let outcome = try Plugin.session(plugin).work(input: Plugin.input("echo", text))
            #expect(outcome.output["echo"]?.text == text)
        }
    }

    @Test("a work that crashes the plugin does not stop the others; one and many say the same")
    func crew() throws {
        try Plugin.with { plugin in
            let inputs = (0..<8).map { $0 == 3 ? Plugin.input("exit") : Plugin.input("echo", "\($0)") }
            let runnable = RunnablePlugin(asked: plugin)
            let one = PluginCrew(runnable, version: "0.1.0").outcomes(of: inputs)
            let many = PluginCrew(runnable, version: "0.1.0", jobs: 3).outcomes(of: inputs)
            #expect(one.count == 8)
            for (index, pair) in zip(one, many).enumerated() {
                switch (pair.0, pair.1) {
                case (.success(let first), .success(let second)):
                    let expected: PluginValue = ["echo": .text("\(index)")]
                    #expect(first == second && first.output == expected)
                case (.failure(let first), .failure(let second)):
                    #expect(index == 3 && first.code == .endedEarly && second.code == .endedEarly)
                default: Issue.record("one and many differ at \(index)")
                }
            }
        }
    }

    @Test("an unknown or wrong option is refused before the plugin hears of it")
    func options() throws {
        try Plugin.with { plugin in
            let session = try Plugin.session(plugin)
            let error = #expect(throws: PluginError.self) {
                try session.work(options: ["speed": 1], input: Plugin.input("echo"))
            }
            #expect(error?.code == .badOption)
            #expect(try session.work(input: Plugin.input("echo", "still")).output["echo"] == "still")
        }
    }

    @Test("an interpreter that is not there is named")
    func noInterpreter() throws {
        try Plugin.with { plugin in
            let text = try String(contentsOfFile: "\(plugin.folder)/plugin.json", encoding: .utf8)
            try text.replacing("python3", with: "no-such-language").write(
                toFile: "\(plugin.folder)/plugin.json", atomically: true, encoding: .utf8)
            let error = #expect(throws: PluginError.self) {
                try Plugin.session(try InstalledPlugin(folder: plugin.folder))
            }
            #expect(error?.code == .cannotStart)
            #expect(error?.message.contains("'no-such-language'") == true)
        }
    }
}
