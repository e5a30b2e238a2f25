/// The page's template: HTML that is well-formed XML too. Only triple braces, because every value is ``Markup``.
enum PageTemplate {
    static let page = """
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml" lang="{{{language}}}" xml:lang="{{{language}}}">
        <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <title>{{{title}}}</title>
        <style>{{{style}}}</style>
        </head>
        <body>
        <a class="skip" href="#summary">Skip to the summary</a>
        <header>
        <h1><bdi>{{{title}}}</bdi></h1>
        <dl class="identity">
        <div><dt>Method profile</dt><dd>{{{profile}}}</dd></div>
        <div><dt>Engine</dt><dd>TrialPool {{{engine}}}</dd></div>
        <div><dt>Seed</dt><dd>{{{seed}}}</dd></div>
        <div><dt>Plan (SHA-256)</dt><dd><code>{{{planHash}}}</code></dd></div>
        {{#datasets}}
        <div><dt>Dataset</dt><dd><bdi>{{{datasetTitle}}}</bdi> ({{{datasetName}}}, version {{{version}}}), \
        content <code>{{{identity}}}</code></dd></div>
        {{/datasets}}
        </dl>
        </header>
        <nav aria-label="Analyses">
        <h2>Analyses</h2>
        <ol>
        {{#analyses}}
        <li><a href="#{{{anchor}}}"><bdi>{{{analysisTitle}}}</bdi></a></li>
        {{/analyses}}
        </ol>
        </nav>
        <main>
        <section id="summary" aria-labelledby="summary-heading">
        <h2 id="summary-heading">Summary</h2>
        {{#summary}}{{> table}}{{/summary}}
        </section>
        {{#analyses}}{{> analysis}}{{/analyses}}
        {{#published}}
        <section id="published" aria-labelledby="published-heading">
        <h2 id="published-heading">What published reviews report</h2>
        <p>To compare, never pooled: these reviews overlap with each other and with the studies above.</p>
        {{> table}}
        </section>
        {{/published}}
        </main>
        <footer>
        <h2>How to verify this report</h2>
        <p>This page is one file of a sealed bundle with the data, the plan and the results that it was drawn from.
        <code>trialpool-report verify BUNDLE.zip</code> checks the SHA-256 of every file, runs the plan again and compares
        every number. Without TrialPool, unpack the bundle and run <code>sha256sum --check manifest-sha256.txt</code>;
        the numbers are in <code>results.json</code> and in <code>tables/</code>.</p>
        </footer>
        </body>
        </html>

        """

    static let table = """
        <div class="scroll" tabindex="0" role="region" aria-label="{{{caption}}}">
        <table>
        <caption>{{{caption}}}</caption>
        <thead><tr>{{#columns}}<th scope="col" class="{{{alignment}}}">{{{heading}}}</th>{{/columns}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row"><bdi>{{#link}}<a href="#{{{.}}}">{{{name}}}</a>{{/link}}{{#unlinked}}{{{.}}}{{/unlinked}}\
        </bdi></th>{{#cells}}<td class="{{{alignment}}}"><bdi>{{{text}}}</bdi></td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>

        """

    static let analysis = """
        <section class="analysis" id="{{{anchor}}}" aria-labelledby="{{{anchor}}}-heading">
        <h2 id="{{{anchor}}}-heading"><bdi>{{{analysisTitle}}}</bdi></h2>
        <p class="plain">{{{plainLanguage}}}</p>
        {{#hasWarnings}}
        <div class="warnings" role="note" aria-label="Warnings">
        <h3>What to know before using this number</h3>
        <ul>
        {{#warnings}}
        <li>{{{.}}}</li>
        {{/warnings}}
        </ul>
        </div>
        {{/hasWarnings}}
        {{#figures}}
        <figure>
        <div class="scroll" tabindex="0" role="region" aria-label="{{{figureTitle}}}">
        {{{svg}}}</div>
        <figcaption>{{{figureTitle}}}
        <details><summary>The figure in words</summary><p>{{{description}}}</p></details>
        </figcaption>
        </figure>
        {{/figures}}
        <p class="method">{{{method}}}</p>
        {{#studyTables}}{{> studies}}{{/studyTables}}
        {{#excluded}}{{> table}}{{/excluded}}
        {{#subgroups}}{{> table}}{{/subgroups}}
        {{#subgroupTests}}
        <p>{{{.}}}</p>
        {{/subgroupTests}}
        {{#beside}}{{> table}}{{/beside}}
        {{#besideWords}}
        <p>{{{.}}}</p>
        {{/besideWords}}
        {{#rareEvents}}{{> table}}{{/rareEvents}}
        {{#sensitivity}}{{> table}}{{/sensitivity}}
        </section>

        """

    static let studies = """
        <div class="scroll" tabindex="0" role="region" aria-label="{{{studyCaption}}}">
        <table class="studies">
        <caption>{{{studyCaption}}}</caption>
        <thead><tr><th scope="col">Study</th>\
        {{#groupHeadings}}<th scope="col" class="trailing">{{{.}}}</th>{{/groupHeadings}}\
        <th scope="col" class="trailing">{{{effectHeading}}}</th><th scope="col" class="trailing">Weight</th>\
        <th scope="col">Notes and sources</th></tr></thead>
        <tbody>
        {{#studies}}
        <tr><th scope="row"><bdi>{{{label}}}</bdi></th>\
        {{#groupCells}}<td class="trailing">{{{.}}}</td>{{/groupCells}}\
        <td class="trailing">{{{effect}}}</td><td class="trailing">{{{weight}}}</td>
        <td>{{#notes}}<p class="note"><bdi>{{{.}}}</bdi></p>{{/notes}}
        <details><summary>{{{sourceCount}}}</summary>
        <ul>
        {{#sources}}
        <li><bdi>{{{quantity}}}</bdi>: <bdi>{{{location}}}</bdi>, \
        {{#links}}<a href="{{{address}}}" rel="noopener noreferrer"><bdi>{{{document}}}</bdi></a>, {{/links}}\
        {{#plainDocuments}}<bdi>{{{.}}}</bdi>, {{/plainDocuments}}\
        confidence: {{{confidence}}}, <code>{{{place}}}</code>{{#derivations}}; derived: <bdi>{{{.}}}</bdi>{{/derivations}}</li>
        {{/sources}}
        </ul>
        </details></td></tr>
        {{/studies}}
        </tbody>
        </table>
        </div>

        """
}
