/// Swift that gives each packed dataset of a target a name: `msc-ms-trials` is `mscMsTrials`, read as `MODULE.mscMsTrials`.
struct DatasetNames {
    private let folders: [String]

    init(_ paths: some Sequence<String>) {
        folders = paths.map { String($0.split(separator: "/").last ?? "") }.sorted()
    }

    var source: String {
        let entries = folders.map { name in
            """
            /// The packed dataset `\(name)`.
            public let \(Self.identifier(name)) = PackedDataset(name: "\(name)")

            """
        }
        let list = folders.map(Self.identifier).joined(separator: ", ")
        return """
            // Written by the build from the folders of the datasets.
            import Foundation

            /// A dataset that was packed, and found without errors, when the package was built.
            public struct PackedDataset: Sendable, Hashable {
                /// Its short name, that of its folder.
                public let name: String

                fileprivate init(name: String) { self.name = name }

                /// Where its archive lies.
                public var path: String {
                    guard let place = Bundle.module.url(forResource: name, withExtension: "zip") else {
                        preconditionFailure("the build packed \\(name), and its resources are not beside the program")
                    }
                    return place.path
                }

                /// All datasets of the module.
                public static let all: [PackedDataset] = [\(list)]
            }

            \(entries.joined(separator: "\n"))
            """
    }

    /// A folder's name as Swift writes names.
    private static func identifier(_ name: String) -> String {
        let words = name.split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
        let joined = words.enumerated().map { index, word in
            index == 0 ? word.lowercased() : word.prefix(1).uppercased() + word.dropFirst()
        }.joined()
        return joined.first?.isLetter == true ? "`\(joined)`" : "dataset\(joined)"
    }
}
