/// Names made fit for file names and ids: letters, digits, `-`, `_` and `.` only, never empty, never a dot first.
enum SafeName {
    /// A safe form of one name.
    static func of(_ name: String) -> String {
        let safe = name.unicodeScalars.map { scalar -> Character in
            switch scalar {
            case "a"..."z", "A"..."Z", "0"..."9", "-", "_", ".": Character(scalar)
            default: "-"
            }
        }
        let trimmed = String(String(safe).replacing("..", with: "--").drop { $0 == "." }.prefix(100))
        return trimmed.isEmpty ? "unnamed" : trimmed
    }

    /// Safe forms that differ from each other also where upper and lower case are the same.
    static func unique(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let base = of(name)
            var candidate = base
            var number = 2
            while !taken.insert(candidate.lowercased()).inserted {
                candidate = "\(base)-\(number)"
                number += 1
            }
            return candidate
        }
    }
}
