// outline: the contents of a book as mupdf sees them, a line each. SPDX-License-Identifier: MIT
// usage: mutool run outline.js BOOK
var book = new Document(scriptArgs[0]);

function walk(items, depth) {
    for (var i = 0; items && i < items.length; i++) {
        print(depth + " " + items[i].title);
        walk(items[i].down, depth + 1);
    }
}

walk(book.loadOutline(), 0);
