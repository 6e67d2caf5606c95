// mupdf: draws the pages of a book that show the scenes. SPDX-License-Identifier: MIT
// usage: mutool run mupdf.js BOOK SCENES OUT WIDTH HEIGHT DENSITY
// WIDTH and HEIGHT in pixels, DENSITY pixels to a CSS pixel; writes OUT/NAME.png, names on standard error what it did not find.
var book = new Document(scriptArgs[0]);
var scenes = read(scriptArgs[1]).split("\n").filter(function (line) { return line && line[0] !== "#"; }).map(function (line) {
    var fields = line.split("\t");
    return { name: fields[0], texts: fields[1] ? fields[1].split(" & ") : [], page: -1 };
});
var out = scriptArgs[2], density = +scriptArgs[5], scale = density * 96 / 72;

function shows(page, scene) {
    return scene.texts.every(function (text) { return page.search(text).length > 0; });
}

// 12 points are the 16 pixels of browsers.
book.layout(scriptArgs[3] / scale, scriptArgs[4] / scale, 12);
for (var i = 0, n = book.countPages(), next = 0; i < n; i++) {
    var page = book.loadPage(i);
    for (var k = 0; k < scenes.length; k++) {
        if (scenes[k].page >= 0 || !shows(page, scenes[k]))
            continue;
        scenes[k].page = i;
        page.toPixmap([scale, 0, 0, scale, 0, 0], DeviceRGB, false).saveAsPNG(out + "/" + scenes[k].name + ".png");
    }
}
scenes.forEach(function (scene) {
    if (scene.page < 0)
        print("mupdf does not show: " + scene.name);
});
