/// The page's script: lets a reader leave studies out and choose other methods, by looking up what the engine computed.
///
/// It makes elements and sets texts, never markup, so no text of a result can become anything else. It computes no
/// statistics and formats no numbers.
enum PageScript {
    static let javaScript = """
        //<![CDATA[
        (function () {
          "use strict";
          var svgSpace = "http://www.w3.org/2000/svg";
          var explorers = [];

          function element(name, options, children) {
            var made = document.createElement(name);
            Object.keys(options || {}).forEach(function (key) {
              if (key === "text") { made.textContent = options[key]; }
              else { made.setAttribute(key, options[key]); }
            });
            (children || []).forEach(function (child) { made.appendChild(child); });
            return made;
          }

          function shape(name, attributes) {
            var made = document.createElementNS(svgSpace, name);
            Object.keys(attributes).forEach(function (key) { made.setAttribute(key, attributes[key]); });
            return made;
          }

          function column(text) {
            if (!text) { return null; }
            var bytes = Uint8Array.from(atob(text.slice(1)), function (c) { return c.charCodeAt(0); });
            var view = new DataView(bytes.buffer);
            var size = text.charAt(0) === "w" ? 4 : 2;
            return function (entry) {
              return size === 4 ? view.getUint32(entry * 4, true) : view.getUint16(entry * 2, true);
            };
          }

          function decoded(text) {
            try { return decodeURIComponent(text); } catch (error) { return ""; }
          }

          function limits(spelling, lower, upper) {
            var isNegative = (lower + upper).indexOf(spelling.minus) > -1;
            return lower + (isNegative ? spelling.negativeSeparator : spelling.separator) + upper;
          }

          function effect(spelling, values) {
            if (values[0][1] === null) { return values[0][0]; }
            return values[0][0] + spelling.brackets[0] + limits(spelling, values[1][0], values[2][0]) + spelling.brackets[1];
          }

          function share(place) { return Math.min(Math.max(place, 0), 1000) / 10 + "%"; }

          function Explorer(details, data) {
            this.details = details;
            this.anchor = details.dataset.explore;
            this.data = data;
            this.built = false;
            this.reset();
          }

          Explorer.prototype.reset = function () {
            this.isIn = this.data.studies.map(function () { return true; });
            this.arrangement = 0;
            this.interval = 0;
          };

          Explorer.prototype.isPlanned = function () {
            return this.arrangement === 0 && this.interval === 0 && this.isIn.every(Boolean);
          };

          Explorer.prototype.entry = function (isIn) {
            if (this.data.isComplete) {
              var mask = 0;
              isIn.forEach(function (yes, i) { if (yes) { mask |= 1 << i; } });
              return mask - 1;
            }
            return isIn.indexOf(false) + 1;
          };

          Explorer.prototype.result = function (arrangement, interval, isIn) {
            var data = this.data, rule = data.arrangements[arrangement], method = rule.intervals[interval];
            var entry = this.entry(isIn);
            method.columns = method.columns || {
              estimate: column(method.estimate), lower: column(method.lower), upper: column(method.upper),
              predictionLower: column(method.predictionLower), predictionUpper: column(method.predictionUpper),
              sentence: column(method.sentence)
            };
            rule.columns = rule.columns || { tau2: column(rule.tau2), iSquared: column(rule.iSquared) };
            function value(name) { return method.columns[name] ? data.values[method.columns[name](entry)] : ["–", null]; }
            var found = {
              estimate: value("estimate"), lower: value("lower"), upper: value("upper"),
              predictionLower: value("predictionLower"), predictionUpper: value("predictionUpper"),
              tau2: data.tau2[rule.columns.tau2(entry)], iSquared: data.iSquared[rule.columns.iSquared(entry)],
              studies: isIn.filter(Boolean).length,
              rows: rule.rows.filter(function (row) { return isIn[row.study]; }).length
            };
            found.limits = [limits(data.spelling, found.lower[0], found.upper[0])];
            found.effect = found.estimate[1] === null
              ? "no pooled effect" : effect(data.spelling, [found.estimate, found.lower, found.upper]);
            found.prediction = found.predictionLower[1] === null
              ? "–" : limits(data.spelling, found.predictionLower[0], found.predictionUpper[0]);
            if (found.rows === 1 || found.estimate[1] === null) { found.tau2 = "–"; found.iSquared = "–"; }
            found.sentence = data.sentences[method.columns.sentence(entry)].replace(/\\u0001(\\w+)\\u0001/g, function (all, name) {
              return name === "studies" ? found.studies : found[name][0];
            });
            return found;
          };

          Explorer.prototype.rowsExist = function (isIn) {
            return this.data.arrangements[this.arrangement].rows.some(function (row) { return isIn[row.study]; });
          };

          \(explorerView)

          function readHash() {
            var parts = location.hash.slice(1).split(";");
            var wanted = {};
            if (parts.shift() !== "choices") { return false; }
            parts.forEach(function (part) {
              var fields = part.split(":");
              wanted[fields.shift()] = fields;
            });
            explorers.forEach(function (explorer) {
              explorer.reset();
              (wanted[explorer.anchor] || []).forEach(function (field) {
                var pair = field.split("=");
                explorer.choose(pair[0], pair[1] || "");
              });
              if (wanted[explorer.anchor]) { explorer.details.open = true; explorer.build(); }
              if (explorer.built) { explorer.show(); }
            });
            var first = explorers.find(function (explorer) { return wanted[explorer.anchor]; });
            if (first) { first.details.closest("section").scrollIntoView(); }
            return true;
          }

          function writeHash() {
            var parts = explorers.filter(function (explorer) { return !explorer.isPlanned(); })
              .map(function (explorer) { return explorer.words(); });
            var address = parts.length ? "#choices;" + parts.join(";") : location.pathname + location.search;
            try { history.replaceState(null, "", address); } catch (error) { location.hash = parts.length ? address : ""; }
          }

          document.querySelectorAll("details[data-explore]").forEach(function (details) {
            var source = document.getElementById(details.dataset.explore + "-choices");
            var explorer = new Explorer(details, JSON.parse(source.textContent));
            explorers.push(explorer);
            details.hidden = false;
            details.addEventListener("toggle", function () {
              if (details.open) { if (!explorer.built) { explorer.build(); explorer.show(); } }
            });
          });
          readHash();
          window.addEventListener("hashchange", readHash);
        })();
        //]]>
        """
}
