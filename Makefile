# Run `make` to see what there is.
.DEFAULT_GOAL := help
JAVA_HOME := $(shell ./recaller --print-java-home 2>/dev/null)
export JAVA_HOME
MVN := mvn --batch-mode --no-transfer-progress

.PHONY: help verify fast it fmt demo jooq
help: ## what you can run
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'
verify: setup ## everything: set-up, formatter, lint, unit tests, real Asterisk, PostgreSQL and browser
	$(MVN) verify
fast: ## compile and unit tests only
	$(MVN) -q test
it: setup ## the tests with real processes only
	$(MVN) verify -DskipUnitTests
fmt: ## format the Java sources
	$(MVN) -q spotless:apply
demo: ## run the demo: real calls, narrated
	./recaller demo
jooq: ## renew the jOOQ classes from sql/
	$(MVN) -q test-compile exec:exec@jooq -pl ivr-server
.PHONY: setup
setup:
	@./recaller --setup
