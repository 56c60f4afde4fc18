#!/usr/bin/env perl
# The `gpu` program of the local GPU cloud. The control plane does the work: this hands over the call, and passes bytes and Ctrl-C.
# It is Perl because Perl starts in 2 ms and Node in 40, and one run calls the program 14 times. It loads no module.
use strict;
use warnings;

my ($host, $port) = ($ENV{GPU_EMULATOR_URL} // '@URL@') =~ m{^http://([\d.]+|localhost):(\d+)};
my ($AF_INET, $SOCK_STREAM, $EINTR, $EAGAIN) = (2, 1, 4, $^O eq 'darwin' ? 35 : 11);

sub unreachable {
    print STDERR "✗ Daemon unavailable: $_[0]. Run `gpu daemon start`.\n";
    exit 13;
}

sub connection {
    my @ip = split /\./, $host eq 'localhost' ? '127.0.0.1' : $host;
    my $family = $^O eq 'darwin' ? pack('C C', 16, $AF_INET) : pack('S', $AF_INET);
    my $socket;
    socket($socket, $AF_INET, $SOCK_STREAM, 0) && connect($socket, $family . pack('n C4 x8', $port, @ip))
        or unreachable("connect to $host:$port: $!");
    return $socket;
}

# Returns false if nobody reads any more.
sub send_all {
    my ($to, $bytes) = @_;
    while (length $bytes) {
        my $sent = syswrite $to, $bytes;
        if (defined $sent) { substr($bytes, 0, $sent) = ''; }
        # A descriptor that does not block and is full.
        elsif ($! == $EAGAIN) { select undef, undef, undef, 0.005; }
        elsif ($! != $EINTR) { return 0; }
    }
    return 1;
}

# A fault: a daemon in the group of this call, with its pipes. It ends with the control plane.
sub start_daemon {
    return if fork;
    $0 = "gpud $port";
    my $held = connection();
    1 while sysread $held, my $ignored, 1024;
    exit;
}

@NEEDS@
$SIG{PIPE} = 'IGNORE';
my $server = connection();
my $cwd = readlink('/proc/self/cwd') // do { require Cwd; Cwd::getcwd() // '' };
my @call = ('@VERSION@', $$, $cwd, $ENV{HOME} // (getpwuid $<)[7], -t STDIN ? 1 : '', $ENV{GPU_SERVICE_TOKEN} // '', @ARGV);
my $call = join "\0", @call;
send_all($server, "GET /gpu HTTP/1.1\r\nHost: $host:$port\r\nConnection: Upgrade\r\nUpgrade: gpu\r\n\r\n" . pack('N', length $call) . $call);

my ($head, $buffer, $interrupts) = ('', '', 0);
while (1) {
    my $read = sysread $server, $buffer, 65536, length $buffer;
    next if !defined $read && $! == $EINTR;
    unreachable('the connection broke') if !$read;
    if ($head eq '') {
        next if $buffer !~ s/^(.*?\r\n\r\n)//s;
        $head = $1;
        unreachable("the control plane answered $head") if $head !~ m{^HTTP/1.1 101 };
    }
    while (length $buffer >= 5) {
        my ($kind, $length) = unpack 'a N', $buffer;
        last if length $buffer < 5 + $length;
        my $bytes = substr $buffer, 5, $length;
        substr($buffer, 0, 5 + $length) = '';
        if ($kind eq 'o') { send_all(*STDOUT, $bytes) or exit 1; }
        elsif ($kind eq 'e') { send_all(*STDERR, $bytes); }
        elsif ($kind eq 'x') { exit $bytes; }
        elsif ($kind eq 's') { $SIG{INT} = sub { $interrupts++ ? exit 130 : syswrite $server, 'i' }; }
        elsif ($kind eq 'k') { kill KILL => $$; }
        elsif ($kind eq 'd') { start_daemon(); }
    }
}
