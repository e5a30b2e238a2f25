/// Foreign text made fit to be shown: one line, no control characters, nothing that turns the writing direction of its
/// neighbours.
public enum DisplayText {
    /// The text with line breaks and tabs as spaces, other control characters as U+FFFD, and without the characters
    /// that override or embed a writing direction, so that a name cannot rearrange the numbers beside it.
    public static func clean(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { replacement(of: $0) != nil }) else { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let replacement = replacement(of: scalar) {
                scalars.append(contentsOf: replacement.unicodeScalars)
            } else {
                scalars.append(scalar)
            }
        }
        return String(scalars)
    }

    /// The text safe inside XML and HTML, in content and in quoted attributes.
    ///
    /// It works scalar by scalar: a quote with a combining mark is one `Character` but still ends an attribute.
    public static func escape(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in clean(text).unicodeScalars {
            switch scalar {
            case "<": result.append(contentsOf: "&lt;".unicodeScalars)
            case ">": result.append(contentsOf: "&gt;".unicodeScalars)
            case "&": result.append(contentsOf: "&amp;".unicodeScalars)
            case "\"": result.append(contentsOf: "&quot;".unicodeScalars)
            case "'": result.append(contentsOf: "&#39;".unicodeScalars)
            default: result.append(scalar)
            }
        }
        return String(result)
    }

    private static func replacement(of scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x09, 0x0A, 0x0D, 0x85, 0x2028, 0x2029: " "
        case 0x00...0x1F, 0x7F...0x9F, 0xFFFE, 0xFFFF: "\u{FFFD}"
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF, 0xFFF9...0xFFFB: ""
        default: scalar.value & 0xFFFE == 0xFFFE ? "\u{FFFD}" : nil
        }
    }
}
