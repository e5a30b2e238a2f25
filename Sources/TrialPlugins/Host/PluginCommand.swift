import Foundation

/// How a plugin is started: program, arguments, environment, and what it may read.
struct PluginCommand {
    let program: String
    let arguments: [String]
    let environment: [String: String]
    let readable: [String]

    /// What programs of any language need of the system.
    private static let system = [
        "/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt", "/proc", "/sys/devices/system/cpu",
        "/nix/store", "/gnu/store",
        "/etc/alternatives", "/etc/R", "/etc/fonts", "/etc/group", "/etc/host.conf", "/etc/hosts", "/etc/ld.so.cache",
        "/etc/ld.so.conf", "/etc/ld.so.conf.d", "/etc/locale.alias", "/etc/localtime", "/etc/mime.types",
        "/etc/nsswitch.conf", "/etc/os-release", "/etc/passwd", "/etc/ssl/certs", "/etc/ssl/openssl.cnf",
        "/etc/timezone",
    ]

    /// - Throws: `PluginError` where the program is not there or does not run.
    init(
        _ plugin: InstalledPlugin, scratch: ScratchFolder, environment own: [String: String]
    ) throws(PluginError) {
        let command = plugin.manifest.command
        let path = Self.path(own)
        let inside = "\(plugin.folder)/\(command[0])"
        if FileManager.default.fileExists(atPath: inside) || command[0].contains("/") {
            guard access(inside, X_OK) == 0 else {
                throw PluginError(.cannotStart, plugin.name, "\(inside) is missing or not executable (chmod +x)")
            }
            program = inside
        } else if let found = SystemPath.program(command[0], in: path) {
            program = found
        } else {
            throw PluginError(
                .cannotStart, plugin.name, "it needs '\(command[0])', which is not on PATH; install it")
        }
        arguments =
            [program]
            + command.dropFirst().map { word in
                let file = "\(plugin.folder)/\(word)"
                return !word.hasPrefix("-") && FileManager.default.fileExists(atPath: file) ? file : word
            }
        var variables = [
            "PATH": path.joined(separator: ":"), "HOME": scratch.work, "TMPDIR": scratch.work, "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8", "PYTHONDONTWRITEBYTECODE": "1", "PYTHONNOUSERSITE": "1", "OPENBLAS_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1", "TRIALPOOL_PLUGIN_FOLDER": plugin.folder,
        ]
        var named: [String] = []
        for name in plugin.manifest.environment {
            guard let value = own[name] else { continue }
            variables[name] = value
            named += value.split(separator: ":").map(String.init).filter { $0.hasPrefix("/") && $0 != "/" }
        }
        environment = variables
        readable =
            Self.system + [plugin.folder, scratch.input] + named + path.flatMap { Self.around($0, home: own["HOME"]) }
            + Self.interpreters(of: program, path: path)
    }

    /// The folders of PATH that are absolute and there, each once.
    private static func path(_ environment: [String: String]) -> [String] {
        var seen: Set<String> = []
        let folders =
            (environment["PATH"] ?? "").split(separator: ":").map(String.init) + ["/usr/local/bin", "/usr/bin", "/bin"]
        return folders.filter { $0.hasPrefix("/") && SystemPath.real($0) != nil && seen.insert($0).inserted }
    }

    /// What an interpreter in a folder of PATH needs: the tree that the folder belongs to; of a home only that folder.
    private static func around(_ folder: String, home: String?) -> [String] {
        let tree = SystemPath.parent(folder)
        let kept = ["/", home ?? "/", "\(home ?? "")/.local"]
        return [folder, "\(tree)/lib"] + (kept.contains(tree) ? [] : [tree])
    }

    /// The trees of the programs that a script leads to: by its `#!` line, then by links.
    private static func interpreters(of program: String, path: [String]) -> [String] {
        var (trees, next): ([String], String?) = ([], program)
        for _ in 0..<4 {
            guard let file = next else { break }
            let real = SystemPath.real(file) ?? file
            let bin = SystemPath.parent(real)
            if (bin as NSString).lastPathComponent == "bin" { trees.append(SystemPath.parent(bin)) }
            trees.append(real)
            next = interpreter(of: real, path: path)
        }
        return trees.filter { $0 != "/" }
    }

    private static func interpreter(of file: String, path: [String]) -> String? {
        guard let handle = FileHandle(forReadingAtPath: file) else { return nil }
        defer { try? handle.close() }
        let head = (try? handle.read(upToCount: 256)) ?? Data()
        guard head.starts(with: Data("#!".utf8)) else { return nil }
        let line = String(decoding: head.dropFirst(2).prefix { $0 != 0x0A }, as: UTF8.self)
        let words = line.split(separator: " ").map(String.init)
        guard let first = words.first else { return nil }
        guard first.hasSuffix("/env") else { return first }
        return words.dropFirst().first { !$0.hasPrefix("-") }.flatMap { SystemPath.program($0, in: path) }
    }
}
