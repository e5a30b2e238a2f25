import TrialPluginMessages

/// Plugins in a POSIX shell, with sed and awk: enough for importers and for sections that need little of the results.
struct ShellSkeleton: SkeletonTemplate {
    func command(_ name: String) -> [String] { ["plugin.sh"] }

    func files(_ name: String, _ kind: PluginKind) -> [SkeletonFile]? {
        guard kind == .importer else { return nil }
        return [SkeletonFile(path: "plugin.sh", text: Self.program(name), runs: true)]
    }

    private static func program(_ name: String) -> String {
        #"""
        #!/bin/sh
        # The plugin \#(name) for TrialPool: lines of study;year;group;participants;events become rows of a dataset.

        field() { printf '%s\n' "$line" | sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p"; }

        rows() {
            awk -F';' '
                function quoted(text) { gsub(/\\/, "\\\\", text); gsub(/"/, "\\\"", text); gsub(/[[:cntrl:]]/, " ", text); return "\"" text "\"" }
                NF == 5 {
                    if (!($1 in seen)) {
                        seen[$1] = 1
                        studies = studies comma1 "{\"study_id\":" quoted($1) ",\"year\":" quoted($2) ",\"line\":" NR "}"
                        comma1 = ","
                    }
                    row = "{\"study_id\":" quoted($1) ",\"arm_id\":" quoted($3) ",\"line\":" NR ",\"n\":" quoted($4)
                    arms = arms comma2 row ",\"role\":" quoted($3) "}"
                    outcomes = outcomes comma2 row ",\"outcome\":\"event\",\"statistic\":\"events\",\"events\":" quoted($5) ",\"confidence\":\"primary\"}"
                    comma2 = ","
                    next
                }
                NF > 0 { left = left comma3 "{\"place\":\"line " NR "\",\"code\":\"no-trial\",\"reason\":\"it has not five fields\"}"; comma3 = "," }
                END {
                    if (comma2 == "") exit 1
                    printf "{\"studies\":[%s],\"arms\":[%s],\"outcomes\":[%s],\"notTaken\":[%s]}", studies, arms, outcomes, left
                }' "$1"
        }

        while IFS= read -r line; do
            case $line in
                *'"message":"hello"'*)
                    echo '{"message":"hello","protocol":"trialpool/plugin@1","name":"\#(name)","version":"0.1.0","capabilities":["importer"]}' ;;
                *'"message":"work"'*)
                    id=$(field id)
                    if output=$(LC_ALL=C rows "$(field path)"); then
                        echo "{\"message\":\"result\",\"id\":\"$id\",\"output\":$output}"
                    else
                        echo "{\"message\":\"error\",\"id\":\"$id\",\"code\":\"no-rows\",\"text\":\"no line has the five fields study;year;group;participants;events\"}"
                    fi ;;
            esac
        done

        """#
    }
}
