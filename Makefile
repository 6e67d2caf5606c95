# sheaf: `make help` says what can be made.
#
# Objects live in .build/MODE; nothing is written into src/. DEPS=no never installs a package.

MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
DEPS    ?= yes
V       ?=
CC      ?= cc
CXX     ?= c++
AR      ?= ar

BUILD   := .build/$(MODE)
VERSION := $(shell sed -n 's/^.define SHEAF_VERSION "\(.*\)"/\1/p' src/sheaf.h)

CFLAGS_release := -O2 -g
CFLAGS_debug   := -O0 -g3
CFLAGS_asan    := -O1 -g -fsanitize=address,undefined -fno-sanitize-recover=all -fno-omit-frame-pointer
CFLAGS_tsan    := -O1 -g -fsanitize=thread
ifeq ($(CFLAGS_$(MODE)),)
$(error MODE must be one of: release debug asan tsan)
endif

WARNINGS := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wstrict-prototypes -Wmissing-prototypes -Wvla -Werror
PACKAGES := libzip libxml-2.0 yaml-0.1 md4c gumbo libdeflate icu-uc icu-i18n sqlite3 libcrypto
# Asked only when something is compiled: a machine without the packages can still run `make help` or `make deps`.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)) $(CXX_LIBS))$(PKG_LIBS)
SHARED_FLAGS := -D_XOPEN_SOURCE=700 -Isrc -fvisibility=hidden -fPIC -pthread $(CFLAGS_$(MODE))
# toml++ is the one library in C++: wrap/toml.cc. Its C++ needs no exceptions and no type information of ours.
CXX_FLAGS := -std=c++17 -fno-exceptions -fno-rtti -Wall -Wextra -Wshadow -Wconversion -Werror $(SHARED_FLAGS)
CXX_LIBS  := -lstdc++
BASE_FLAGS := -std=c17 $(WARNINGS) $(SHARED_FLAGS)

LIB_SOURCES := $(sort $(filter-out src/main.c,$(wildcard src/*.c)) $(wildcard src/base/*.c src/wrap/*.c src/read/*.c src/html/*.c src/book/*.c src/ledger/*.c))
CLI_SOURCES := $(sort $(wildcard src/main.c src/cli/*.c))
CXX_SOURCES := $(sort $(wildcard src/wrap/*.cc))
LIB_OBJECTS := $(LIB_SOURCES:src/%.c=$(BUILD)/%.o) $(CXX_SOURCES:src/%.cc=$(BUILD)/%.o) $(BUILD)/styles.o
FINGERPRINT := $(BUILD)/fingerprint.o
CLI_OBJECTS := $(CLI_SOURCES:src/%.c=$(BUILD)/%.o)
# sheaf-image and sheaf-cover, programs of their own: libvips and Pango are linked into nothing else. Each takes what it needs.
IMAGE_OBJECTS := $(patsubst src/%.c,$(BUILD)/%.o,$(sort $(wildcard src/image/*.c)))
IMAGE_LIBRARY := $(BUILD)/libimage.a
IMAGE_PROGRAM := $(BUILD)/sheaf-image
COVER_PROGRAM := $(BUILD)/sheaf-cover
BASE_STYLE  := styles/base.css
STYLES      := $(sort $(filter-out $(BASE_STYLE),$(wildcard styles/*.css)))
PROGRAM     := $(BUILD)/sheaf
UNIT_TESTS  := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*_test.c)))

# V=1 shows whole commands.
Q := $(if $(V),,@)
show = $(if $(V),,@echo "  $(1)	$(2)")

.PHONY: help all books test bench sheets lint install uninstall clean deps test-deps unit build

help:
	@echo "make books      install missing packages, compile, bind the sample archive articles/ into out/"
	@echo "make test       install what the tests need and run every suite"
	@echo "make build      compile only: $(PROGRAM)"
	@echo "make bench      time and memory against the floor and against peers, as a table"
	@echo "make sheets     contact sheets of the samples in every style, as mupdf and foliate-js show them"
	@echo "make lint       check the order of includes and other rules of the house"
	@echo "make install    put program, library, styles, man page and completions below PREFIX ($(PREFIX))"
	@echo "make uninstall  take them away again"
	@echo "make clean      remove .build/ and the books in out/"
	@echo
	@echo "MODE=release|debug|asan|tsan   PREFIX=$(PREFIX)   DESTDIR=   DEPS=yes|no"

deps:
	@DEPS=$(DEPS) sh .ci/deps build

test-deps:
	@DEPS=$(DEPS) sh .ci/deps test

# The packages must be there before anything is compiled, also under make -j: hence a make of its own.
all: deps
	@$(MAKE) --no-print-directory MODE=$(MODE) build

build: $(PROGRAM) $(IMAGE_PROGRAM) $(COVER_PROGRAM) $(BUILD)/libsheaf.a

books: all
	$(PROGRAM) build articles

test: deps test-deps
	@$(MAKE) --no-print-directory MODE=$(MODE) build unit
	@MODE=$(MODE) BUILD=$(BUILD) bash tests/run.sh

unit: $(UNIT_TESTS) $(BUILD)/spec/render

# A table, never a pass or a fail; see tests/bench/run.sh for what can be chosen.
bench: build
	@BUILD=$(BUILD) bash tests/bench/run.sh

# Pictures to look at, into .build/sheets/; tests/look/sheets.sh says what can be chosen.
sheets: deps test-deps
	@$(MAKE) --no-print-directory MODE=$(MODE) build
	@BUILD=$(BUILD) bash tests/look/sheets.sh

lint:
	@sh .ci/lint

$(PROGRAM): $(CLI_OBJECTS) $(BUILD)/libsheaf.a
	$(call show,LINK,$@)
	$(Q)$(CC) $(BASE_FLAGS) -o $@ $^ $(PKG_LIBS)

$(IMAGE_OBJECTS): PKG_CFLAGS = $(shell pkg-config --cflags vips pangocairo libjpeg | sed 's/-I/-isystem /g')

$(IMAGE_LIBRARY): $(IMAGE_OBJECTS)
	$(call show,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(IMAGE_PROGRAM): $(BUILD)/image/main.o $(IMAGE_LIBRARY) $(BUILD)/libsheaf.a
	$(call show,LINK,$@)
	$(Q)$(CC) $(BASE_FLAGS) -o $@ $^ $(shell pkg-config --libs vips pangocairo) -lm

$(COVER_PROGRAM): $(BUILD)/image/cover_main.o $(IMAGE_LIBRARY) $(BUILD)/libsheaf.a
	$(call show,LINK,$@)
	$(Q)$(CC) $(BASE_FLAGS) -o $@ $^ $(shell pkg-config --libs pangocairo libjpeg) -lm

$(BUILD)/libsheaf.a: $(LIB_OBJECTS) $(FINGERPRINT)
	$(call show,AR,$@)
	@rm -f $@
	$(Q)$(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(call show,CC,$<)
	$(Q)$(CC) $(BASE_FLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/%.o: src/%.cc
	@mkdir -p $(@D)
	$(call show,CXX,$<)
	$(Q)$(CXX) $(CXX_FLAGS) -MMD -MP -c -o $@ $<

# The styles travel in the program, so that it works wherever it lies.
$(BUILD)/styles.c: $(BASE_STYLE) $(STYLES) .ci/embed
	@mkdir -p $(@D)
	$(Q)sh .ci/embed $(BASE_STYLE) $(STYLES) > $@.tmp && mv $@.tmp $@

# What a ledger was written by: a sum of all that was compiled (base/program.h).
$(BUILD)/fingerprint.c: $(LIB_OBJECTS)
	$(Q)cat $(LIB_OBJECTS) | cksum | sed 's/.*/extern const char program_fingerprint[]; const char program_fingerprint[] = "&";/' > $@.tmp && mv $@.tmp $@

$(FINGERPRINT): $(BUILD)/fingerprint.c
	$(Q)$(CC) $(BASE_FLAGS) -c -o $@ $<

$(BUILD)/styles.o: $(BUILD)/styles.c
	$(Q)$(CC) $(BASE_FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	$(call show,TEST,$<)
	$(Q)$(CC) $(BASE_FLAGS) -Itests $(PKG_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libsheaf.a $(PKG_LIBS)

$(BUILD)/bench/extract: tests/bench/extract.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	$(call show,TEST,$<)
	$(Q)$(CC) $(BASE_FLAGS) $(PKG_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libsheaf.a $(PKG_LIBS)

$(BUILD)/spec/render: tests/spec/render.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	$(call show,TEST,$<)
	$(Q)$(CC) $(BASE_FLAGS) $(PKG_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libsheaf.a $(PKG_LIBS)

# Where the installed things go; the usual names of the GNU coding standards.
bindir  := $(DESTDIR)$(PREFIX)/bin
libdir  := $(DESTDIR)$(PREFIX)/lib
incdir  := $(DESTDIR)$(PREFIX)/include
datadir := $(DESTDIR)$(PREFIX)/share
SHARED  := libsheaf.so.$(firstword $(subst ., ,$(VERSION)))
INSTALLED := $(bindir)/sheaf $(DESTDIR)$(PREFIX)/libexec/sheaf/sheaf-image $(DESTDIR)$(PREFIX)/libexec/sheaf/sheaf-cover \
	$(libdir)/libsheaf.a $(libdir)/$(SHARED) $(libdir)/libsheaf.so $(incdir)/sheaf.h \
	$(libdir)/pkgconfig/sheaf.pc $(datadir)/man/man1/sheaf.1 $(datadir)/bash-completion/completions/sheaf \
	$(datadir)/zsh/site-functions/_sheaf $(datadir)/fish/vendor_completions.d/sheaf.fish \
	$(patsubst styles/%,$(datadir)/sheaf/styles/%,$(BASE_STYLE) $(STYLES))

$(BUILD)/$(SHARED): $(LIB_OBJECTS) $(FINGERPRINT)
	$(Q)$(CC) $(BASE_FLAGS) -shared -Wl,-soname,$(SHARED) -o $@ $^ $(PKG_LIBS)

install: all
	@$(MAKE) --no-print-directory MODE=$(MODE) $(BUILD)/$(SHARED)
	@mkdir -p $(sort $(dir $(INSTALLED)))
	install -m 755 $(PROGRAM) $(bindir)/sheaf
	install -m 755 $(IMAGE_PROGRAM) $(DESTDIR)$(PREFIX)/libexec/sheaf/sheaf-image
	install -m 755 $(COVER_PROGRAM) $(DESTDIR)$(PREFIX)/libexec/sheaf/sheaf-cover
	install -m 644 $(BUILD)/libsheaf.a $(libdir)/libsheaf.a
	install -m 755 $(BUILD)/$(SHARED) $(libdir)/$(SHARED)
	ln -sf $(SHARED) $(libdir)/libsheaf.so
	install -m 644 src/sheaf.h $(incdir)/sheaf.h
	install -m 644 $(BASE_STYLE) $(STYLES) $(datadir)/sheaf/styles
	$(PROGRAM) help --man > $(datadir)/man/man1/sheaf.1
	$(PROGRAM) help --completion=bash > $(datadir)/bash-completion/completions/sheaf
	$(PROGRAM) help --completion=zsh > $(datadir)/zsh/site-functions/_sheaf
	$(PROGRAM) help --completion=fish > $(datadir)/fish/vendor_completions.d/sheaf.fish
	printf '%s\n' 'prefix=$(PREFIX)' 'Name: sheaf' 'Description: binds folders of articles into EPUB collections' \
	    'Version: $(VERSION)' 'Requires.private: $(PACKAGES)' 'Cflags: -I$${prefix}/include' \
	    'Libs: -L$${prefix}/lib -lsheaf' 'Libs.private: $(CXX_LIBS) -pthread' > $(libdir)/pkgconfig/sheaf.pc

uninstall:
	rm -f $(INSTALLED)
	-rmdir $(datadir)/sheaf/styles $(datadir)/sheaf 2>/dev/null || true

clean:
	rm -rf .build
	find out -mindepth 1 ! -name .gitignore -exec rm -rf {} +

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(IMAGE_OBJECTS:.o=.d) $(UNIT_TESTS:=.d) $(BUILD)/spec/render.d
