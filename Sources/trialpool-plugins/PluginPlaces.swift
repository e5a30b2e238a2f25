import ArgumentParser
import TrialPlugins

/// Where plugins are looked for.
struct PluginPlaces: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A plugin's folder or a folder of plugins, looked at before $TRIALPOOL_PLUGINS, ./Plugins and the user's own; may be given several times.",
            valueName: "path"))
    var folder: [String] = []

    var finder: PluginFinder { PluginFinder.usual(folder) }
}
