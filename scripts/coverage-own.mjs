// Imported first by each process whose coverage is taken. V8's counters are on by now; programs that it starts are not counted.
delete process.env.NODE_V8_COVERAGE;
