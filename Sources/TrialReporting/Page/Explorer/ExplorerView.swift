extension PageScript {
    /// The part of the script that draws the choices and their result.
    static let explorerView = """
        Explorer.prototype.choose = function (name, value) {
            var data = this.data, self = this;
            if (name === "interval") {
              this.interval = Math.max(0, data.arrangements[0].intervals.findIndex(function (method) {
                return method.code === value;
              }));
            }
            if (name === "arms") {
              this.arrangement = Math.max(0, data.arrangements.findIndex(function (rule) { return rule.code === value; }));
            }
            if (name === "without") {
              value.split(",").map(decoded).forEach(function (id) {
                var index = data.studies.findIndex(function (study) { return study.id === id; });
                if (index > -1) { if (self.canLeaveOut(index)) { self.isIn[index] = false; } }
              });
            }
          };

          Explorer.prototype.words = function () {
            var data = this.data, isIn = this.isIn, words = [this.anchor];
            var out = data.studies.filter(function (study, i) { return !isIn[i]; });
            if (out.length) {
              words.push("without=" + out.map(function (study) { return encodeURIComponent(study.id); }).join(","));
            }
            if (this.interval) { words.push("interval=" + data.arrangements[0].intervals[this.interval].code); }
            if (this.arrangement) { words.push("arms=" + data.arrangements[this.arrangement].code); }
            return words.join(":");
          };

          Explorer.prototype.canLeaveOut = function (index) {
            var without = this.isIn.slice();
            without[index] = false;
            if (!without.some(Boolean)) { return false; }
            if (!this.rowsExist(without)) { return false; }
            return this.data.isComplete || this.isIn.every(Boolean) || !this.isIn[index];
          };

          Explorer.prototype.radios = function (name, legend, choices, unavailable, chosen) {
            var self = this;
            var items = choices.map(function (choice, i) {
              var id = self.anchor + "-" + name + "-" + i;
              var input = element("input", { type: "radio", id: id, name: self.anchor + "-" + name, value: choice.code });
              input.checked = i === chosen;
              input.addEventListener("change", function () { self[name] = i; self.changed(); });
              var label = element("label", { "for": id, text: choice.name });
              if (i === 0) { label.appendChild(element("span", { "class": "tag", text: "as planned" })); }
              return element("div", { "class": "choice" }, [input, label]);
            });
            unavailable.forEach(function (choice, i) {
              var id = self.anchor + "-" + name + "-no-" + i;
              var input = element("input", {
                type: "radio", id: id, name: self.anchor + "-" + name, disabled: "", "aria-describedby": id + "-why"
              });
              items.push(element("div", { "class": "choice is-off" }, [
                input, element("label", { "for": id, text: choice.name }),
                element("p", { "class": "why", id: id + "-why", text: choice.reason })
              ]));
            });
            return element("fieldset", {}, [element("legend", { text: legend })].concat(items));
          };

          Explorer.prototype.build = function () {
            if (this.built) { return; }
            this.built = true;
            var self = this, data = this.data, body = this.details.querySelector(".explore-body");
            var methods = element("div", { "class": "methods" });
            this.methods = methods;
            this.forest = element("fieldset", { "class": "live" });
            this.sentence = element("p", { "class": "plain", role: "status", "aria-live": "polite", "aria-atomic": "true" });
            this.table = element("tbody", {});
            var heads = ["", data.effectHeading, "Prediction interval", "τ²", "I²", "Studies", "Rows"].map(function (text, i) {
              return i ? element("th", { scope: "col", "class": "trailing", text: text }) : element("td", { "class": "corner" });
            });
            var resetter = element("button", { type: "button", text: "Back to the plan" });
            resetter.addEventListener("click", function () { self.reset(); self.changed(); });
            var region = element("div", {
              "class": "scroll", tabindex: "0", role: "region", "aria-label": "The planned result and yours"
            }, [element("table", { "class": "versus" }, [
              element("caption", { text: "The planned result and yours" }),
              element("thead", {}, [element("tr", {}, heads)]), this.table
            ])]);
            [this.sentence, this.forest, methods, region, resetter].forEach(function (part) { body.appendChild(part); });
          };

          Explorer.prototype.changed = function () {
            var focused = document.activeElement, id = focused ? focused.id : "";
            this.show();
            if (id) { var again = document.getElementById(id); if (again) { again.focus(); } }
            if (!id) { if (focused) { focused.focus(); } }
            writeHash();
          };

          Explorer.prototype.show = function () {
            var data = this.data;
            var planned = this.result(0, 0, data.studies.map(function () { return true; }));
            var chosen = this.result(this.arrangement, this.interval, this.isIn);
            this.sentence.textContent = (this.isPlanned() ? "As planned. " : "Your choice, not the plan’s. ") + chosen.sentence;
            this.details.classList.toggle("is-changed", !this.isPlanned());
            this.showMethods();
            this.showForest(chosen);
            this.table.replaceChildren.apply(this.table, [["As planned", planned], ["Your choice", chosen]].map(function (pair) {
              var found = pair[1];
              return element("tr", {}, [element("th", { scope: "row", text: pair[0] })].concat(
                [found.effect, found.prediction, found.tau2, found.iSquared, found.studies, found.rows].map(function (text) {
                  return element("td", { "class": "trailing", text: text });
                })));
            }));
          };

          Explorer.prototype.showMethods = function () {
            var data = this.data, parts = [];
            parts.push(this.radios("interval", "Confidence interval", data.arrangements[0].intervals,
              data.unavailableIntervals, this.interval));
            if (data.arrangements.length + data.unavailableArrangements.length > 1) {
              parts.push(this.radios("arrangement", "Trials with several arms", data.arrangements,
                data.unavailableArrangements, this.arrangement));
            }
            this.methods.replaceChildren.apply(this.methods, parts);
          };

          Explorer.prototype.lane = function (draw, isAxis) {
            var lane = shape("svg", { "class": isAxis ? "lane axis" : "lane", "aria-hidden": "true", focusable: "false" });
            if (this.data["null"] !== undefined) {
              lane.appendChild(shape("line", {
                x1: share(this.data["null"]), x2: share(this.data["null"]), y1: "0", y2: isAxis ? "6" : "100%",
                "class": "null-line"
              }));
            }
            draw(lane);
            return lane;
          };

          function arrows(lane, places, kind) {
            if (places[0] === -1) {
              lane.appendChild(shape("path", { d: "M0 16 l6 -4 v8 z", "class": kind }));
            }
            if (places[1] === 1001) {
              var end = shape("svg", { x: "100%", overflow: "visible" });
              end.appendChild(shape("path", { d: "M0 16 l-6 -4 v8 z", "class": kind }));
              lane.appendChild(end);
            }
          }

          function drawStudy(lane, values) {
            if (values[0][1] === null) { return; }
            lane.appendChild(shape("line", {
              x1: share(values[1][1]), x2: share(values[2][1]), y1: "16", y2: "16", "class": "whisker"
            }));
            arrows(lane, [values[1][1], values[2][1]], "square");
            lane.appendChild(shape("rect", {
              x: share(values[0][1]), y: "12", width: "8", height: "8", transform: "translate(-4 0)", "class": "square"
            }));
          }

          function drawDiamond(lane, found) {
            if (found.estimate[1] === null) { return; }
            var from = Math.max(found.lower[1], 0), to = Math.min(found.upper[1], 1000);
            var middle = Math.min(Math.max(found.estimate[1], from), to), width = Math.max(to - from, 4);
            var box = shape("svg", {
              x: from / 10 + "%", y: "8", width: width / 10 + "%", height: "16",
              viewBox: "0 0 " + width + " 16", preserveAspectRatio: "none"
            });
            box.appendChild(shape("polygon", {
              points: "0,8 " + (middle - from) + ",0 " + width + ",8 " + (middle - from) + ",16", "class": "diamond"
            }));
            lane.appendChild(box);
            arrows(lane, [found.lower[1], found.upper[1]], "diamond");
          }

          function drawPrediction(lane, found) {
            if (found.predictionLower[1] === null) { return; }
            var from = Math.max(found.predictionLower[1], 0), to = Math.min(found.predictionUpper[1], 1000);
            lane.appendChild(shape("rect", {
              x: share(from), y: "14", width: (to - from) / 10 + "%", height: "4", "class": "prediction"
            }));
            arrows(lane, [found.predictionLower[1], found.predictionUpper[1]], "prediction");
          }

          Explorer.prototype.showForest = function (chosen) {
            var self = this, data = this.data, rows = [], forest = this.forest;
            var heads = [element("legend", { text: "Studies" })];
            if (!data.isComplete) {
              heads.push(element("p", { "class": "why", text: "With more than 13 studies, one can be left out at a time." }));
            }
            data.studies.forEach(function (study, i) { self.studyRows(study, i, rows); });
            rows.push(this.forestRow("pooled", element("span", { text: "Pooled" }), chosen.effect,
              function (lane) { drawDiamond(lane, chosen); }));
            if (chosen.predictionLower[1] !== null) {
              rows.push(this.forestRow("pooled", element("span", { text: data.predictionName }), chosen.prediction,
                function (lane) { drawPrediction(lane, chosen); }));
            }
            rows.push(this.forestRow("foot", element("span", { text: data.axis }), "", function (lane) {
              data.ticks.forEach(function (tick) {
                lane.appendChild(shape("line", { x1: share(tick[1]), x2: share(tick[1]), y1: "0", y2: "5", "class": "tick" }));
                var text = shape("text", { x: share(tick[1]), y: "18", "text-anchor": "middle" });
                text.textContent = tick[0];
                lane.appendChild(text);
              });
            }));
            forest.replaceChildren.apply(forest, heads.concat([element("div", { "class": "rows" }, rows)]));
          };

          Explorer.prototype.forestRow = function (kind, name, effect, draw) {
            return element("div", { "class": "forest-row " + kind }, [
              element("div", { "class": "name" }, [name]), this.lane(draw, kind === "foot"),
              element("div", { "class": "effect", text: effect })
            ]);
          };

          Explorer.prototype.studyRows = function (study, index, rows) {
            var self = this, data = this.data, isIn = this.isIn[index];
            var mine = data.arrangements[this.arrangement].rows.filter(function (row) { return row.study === index; });
            var id = this.anchor + "-study-" + index;
            var input = element("input", { type: "checkbox", id: id });
            input.checked = isIn;
            var without = isIn ? !this.canLeaveOut(index) : false;
            input.disabled = without;
            input.addEventListener("change", function () { self.isIn[index] = input.checked; self.changed(); });
            var label = element("label", { "for": id, text: study.label });
            var parts = [input, label];
            if (without) {
              var why = data.isComplete ? "The last study cannot be left out." : "Another study is left out already.";
              input.setAttribute("aria-describedby", id + "-why");
              if (!data.isComplete) { parts.push(element("span", { "class": "hidden", id: id + "-why", text: why })); }
              else { parts.push(element("span", { "class": "why", id: id + "-why", text: why })); }
            }
            var single = mine.length === 1;
            if (single) { label.textContent = mine[0].label; }
            var kind = isIn ? "study" : "study is-out";
            var first = single ? mine[0].values.map(function (i) { return data.values[i]; }) : null;
            rows.push(this.forestRow(single ? kind : kind + " group", element("span", { "class": "pick" }, parts), first ? effect(data.spelling, first) : "",
              function (lane) { if (first) { drawStudy(lane, first); } }));
            if (!single) {
              mine.forEach(function (row) {
                var values = row.values.map(function (i) { return data.values[i]; });
                rows.push(self.forestRow(kind + " arm", element("span", { text: row.label }), effect(data.spelling, values),
                  function (lane) { drawStudy(lane, values); }));
              });
            }
          };
        """
}
