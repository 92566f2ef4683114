# Run `make` to see what there is.
.DEFAULT_GOAL := help
MVN = JAVA_HOME="$$(./recaller --print-java-home)" mvn --batch-mode --no-transfer-progress

.PHONY: package clients openapi help verify fast it fmt demo bench soak ablation jooq setup java
help: ## what you can run
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'
verify: setup ## everything: set-up, format, lint, unit tests, real Asterisk, PostgreSQL and browser
	$(MVN) verify
fast: java ## compile and unit tests only
	$(MVN) -q test
it: setup ## the tests with real processes only
	$(MVN) verify -DskipUnitTests -Ddesk.test.skip=true
fmt: java ## format the Java sources
	$(MVN) -q spotless:apply
demo: ## run the demo: real calls, narrated
	./recaller demo
bench: java ## how fast thinking and turns are (JMH and load; BENCH=Planning, StartLoad, AgiLoad, ChatLoad, PageLoad, Ingest, Report, Routing, Week or RtpLoad for some of it)
	$(MVN) -q -Pbench test-compile exec:exec@bench -pl ivr-server -Dbench="$(or $(BENCH),.*)"
soak: java ## hundreds of random contact centres whose servers are killed (WORLDS=500, FIRST=1: seeds from there), ten thousand worlds of the match, and fifty people on a chat whose server is (KILLS=30 times)
	$(MVN) -q test -pl ivr-server -Dtest=KilledServersTest,MatchWorldsTest -Drecaller.match.worlds=10000 -Drecaller.storm.worlds=$(or $(WORLDS),500) -Drecaller.storm.first=$(or $(FIRST),1) -Ddesk.skip=true
	./recaller --build
	$(MVN) -q verify -pl ivr-server -DskipUnitTests -Ddesk.test.skip=true -Djacoco.skip=true -Dit.test=ChatKilledIT -Dfailsafe.failIfNoSpecifiedTests=false -Drecaller.chat.launcher=$(CURDIR)/recaller -Drecaller.chat.kills=$(or $(KILLS),30) -Drecaller.chat.every=10
ablation: java ## what each feature of the predictor is worth on a log: LOG=contacts.csv
	$(MVN) -q -Pbench test-compile exec:exec@ablation -pl ivr-server -Dablation.log="$(abspath $(LOG))" -Ddesk.skip=true
OPENAPI := ivr-server/src/main/resources/openapi
openapi: ## lint the OpenAPI file with Redocly and Spectral (needs Node; downloads them once)
	npx --yes @redocly/cli@2.77.0 lint $(OPENAPI)/recaller.yaml
	npx --yes @stoplight/spectral-cli@6.16.3 lint -r ivr-server/src/test/openapi/spectral.yaml $(OPENAPI)/recaller.yaml
CLIENTS := $(CURDIR)/ivr-server/target/clients
clients: java openapi ## clients in TypeScript and Python: generated, and run against the API (needs Node and Python; downloads the generators once)
	mkdir -p $(CLIENTS)/typescript
	cp ivr-server/src/test/clients/typescript/package*.json $(CLIENTS)/typescript
	cd $(CLIENTS)/typescript && npm ci --prefer-offline --loglevel=error
	$(MVN) -q -pl ivr-server dependency:copy -Dartifact=org.openapitools:openapi-generator-cli:7.17.0 -DoutputDirectory=$(CLIENTS) -Dmdep.stripVersion=true
	$(MVN) -q verify -DskipUnitTests -Ddesk.test.skip=true -Djacoco.skip=true -Dit.test=ClientsIT -Dfailsafe.failIfNoSpecifiedTests=false
jooq: java ## renew the jOOQ classes from sql/
	$(MVN) -q test-compile exec:exec@jooq -pl ivr-server
package: java ## a Debian package of what is built, and its test where podman or docker is (ARCHITECTURE=arm64 for the other one)
	./recaller --build
	packaging/deb $(ARCHITECTURE)
	$(MVN) -q verify -DskipUnitTests -Ddesk.test.skip=true -Djacoco.skip=true -Dit.test=PackageIT -Dfailsafe.failIfNoSpecifiedTests=false
setup: ## what the tests need of the system: JDK 25, Maven, Node, chromium
	@./recaller --setup
java:
	@./recaller --print-java-home >/dev/null
