# sheaf: `make help` says what can be made.
#
# Objects live in .build/MODE; nothing is written into src/. DEPS=no never installs a package.

MODE    ?= release
PREFIX  ?= /usr/local
DESTDIR ?=
DEPS    ?= yes
CC      ?= cc
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
PACKAGES := libzip libxml-2.0 yaml-0.1 md4c gumbo libdeflate icu-uc icu-i18n libcrypto
# Asked only when something is compiled: a machine without the packages can still run `make help` or `make deps`.
PKG_CFLAGS = $(eval PKG_CFLAGS := $$(shell pkg-config --cflags $(PACKAGES)))$(PKG_CFLAGS)
PKG_LIBS   = $(eval PKG_LIBS := $$(shell pkg-config --libs $(PACKAGES)))$(PKG_LIBS)
BASE_FLAGS := -std=c17 -D_XOPEN_SOURCE=700 -Isrc -fvisibility=hidden -fPIC -pthread $(WARNINGS) $(CFLAGS_$(MODE))

LIB_SOURCES := $(sort $(wildcard src/sheaf.c src/base/*.c src/wrap/*.c src/read/*.c src/html/*.c src/book/*.c))
CLI_SOURCES := $(sort $(wildcard src/main.c src/cli/*.c))
LIB_OBJECTS := $(LIB_SOURCES:src/%.c=$(BUILD)/%.o) $(BUILD)/styles.o
CLI_OBJECTS := $(CLI_SOURCES:src/%.c=$(BUILD)/%.o)
STYLES      := $(sort $(wildcard styles/*.css))
PROGRAM     := $(BUILD)/sheaf
UNIT_TESTS  := $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(sort $(wildcard tests/unit/*_test.c)))

.PHONY: help all books test lint install uninstall clean deps test-deps unit build

help:
	@echo "make books      install missing packages, compile, bind the sample archive articles/ into out/"
	@echo "make test       install what the tests need and run every suite"
	@echo "make build      compile only: $(PROGRAM)"
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

build: $(PROGRAM) $(BUILD)/libsheaf.a

books: all
	$(PROGRAM) build articles

test: deps test-deps
	@$(MAKE) --no-print-directory MODE=$(MODE) build unit
	@MODE=$(MODE) BUILD=$(BUILD) sh tests/run.sh

unit: $(UNIT_TESTS)

lint:
	@sh .ci/lint

$(PROGRAM): $(CLI_OBJECTS) $(BUILD)/libsheaf.a
	$(CC) $(BASE_FLAGS) -o $@ $^ $(PKG_LIBS)

$(BUILD)/libsheaf.a: $(LIB_OBJECTS)
	@rm -f $@
	$(AR) rcs $@ $^

$(BUILD)/%.o: src/%.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(PKG_CFLAGS) -MMD -MP -c -o $@ $<

# The styles travel in the program, so that it works wherever it lies.
$(BUILD)/styles.c: $(STYLES) .ci/embed
	@mkdir -p $(@D)
	sh .ci/embed $(STYLES) > $@.tmp && mv $@.tmp $@

$(BUILD)/styles.o: $(BUILD)/styles.c
	$(CC) $(BASE_FLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(BUILD)/libsheaf.a
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) -Itests $(PKG_CFLAGS) -MMD -MP -o $@ $< $(BUILD)/libsheaf.a $(PKG_LIBS)

clean:
	rm -rf .build
	find out -mindepth 1 ! -name .gitignore -exec rm -rf {} +

-include $(LIB_OBJECTS:.o=.d) $(CLI_OBJECTS:.o=.d) $(UNIT_TESTS:=.d)
