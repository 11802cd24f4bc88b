#!/bin/sh
# Takes the pictures in this folder: the release build in an xterm on a screen of its own.
# Run it from the project's root after `swift build -c release`.
set -eu

program=.build/release/llm-mock-tui
out=screenshots

for tool in Xvfb xterm import script; do
  command -v "$tool" >/dev/null || {
    echo "take.sh: $tool is missing: apt install xvfb xterm imagemagick bsdutils" >&2
    exit 1
  }
done
[ -x "$program" ] && [ -d Fixtures/library ] || {
  echo "take.sh: run it in the project's root, after swift build -c release" >&2
  exit 1
}

work=$(mktemp -d)
display= terminal=
# close: ends the program; the xterm goes with it.
close() {
  [ -n "$terminal" ] || return 0
  if [ -s "$work/pid" ]; then kill "$(cat "$work/pid")" 2>/dev/null || true; fi
  kill "$terminal" 2>/dev/null || true
  wait "$terminal" 2>/dev/null || true
  terminal=
}
tidy() {
  close
  [ -z "$display" ] || { kill "$display" && wait "$display"; } 2>/dev/null || true
  rm -rf "$work"
}
trap tidy EXIT
trap 'exit 130' INT TERM

mkfifo "$work/number"
Xvfb -displayfd 3 -screen 0 1800x1200x24 -dpi 96 -nolisten tcp 3>"$work/number" 2>/dev/null &
display=$!
read -r number <"$work/number" || {
  echo "take.sh: Xvfb does not start" >&2
  exit 1
}
export DISPLAY=":$number" LC_ALL=C.UTF-8
unset NO_COLOR COLORFGBG

# Inside the xterm `script` gives the program a terminal whose keys come from a pipe.
cat >"$work/inside" <<END
stty raw -echo
echo \$\$ >"$work/pid"
size=\$(stty size)
inner="stty rows \${size% *} cols \${size#* }; exec $program --now 2026-11-21T12:00:00Z Fixtures/library"
exec script -qfc "\$inner" "$work/output" <"$work/keys"
END

# open SIZE BACKGROUND FOREGROUND: starts the program.
open() {
  rm -f "$work/keys" "$work/output" "$work/pid"
  mkfifo "$work/keys"
  xterm -T llm-mock -tn xterm-256color -geometry "$1+0+0" -fa 'DejaVu Sans Mono' -fs 10.5 \
    -b 6 +sb -bc -bg "$2" -fg "$3" -e sh "$work/inside" 2>"$work/errors" &
  terminal=$!
  exec 4<>"$work/keys"
  settle
}

# press KEYS...: each as printf writes it, the next once the screen has settled.
press() {
  for keys; do
    printf "$keys" >&4
    settle
  done
}

# Waits until there is a picture, nothing has been written for a while and two pictures are alike.
settle() {
  before=
  tries=0
  while :; do
    sleep 0.3
    if [ -s "$work/output" ] && import -window llm-mock "$work/now.ppm" 2>/dev/null; then
      now="$(wc -c <"$work/output") $(cksum <"$work/now.ppm")"
      [ "$now" != "$before" ] || return 0
      before=$now
    fi
    tries=$((tries + 1))
    [ $tries -lt 60 ] || {
      echo "take.sh: the screen does not settle: $(cat "$work/errors")" >&2
      exit 1
    }
  done
}

# take NAME: writes the picture and ends the program.
take() {
  convert "$work/now.ppm" +dither -colors 200 -strip -define png:compression-level=9 \
    "png8:$out/$1.png"
  exec 4>&-
  close
  echo "$out/$1.png"
}

dark='#14161a #d6d9de'
light='#ffffff #1f2328'
enter='\r'

open 80x24 $dark
take browse-80x24

open 160x48 $dark
press '\t'
take browse-160x48

# Through a filter and out of it again: the list stays on the interaction.
open 160x48 $dark
press ":filter file:night-train 409$enter" F "$enter" t
take text-160x48

open 80x24 $dark
press f 'is:stream model:claude*'
take filter-80x24

open 80x24 $dark
press '?'
take help-80x24

open 160x48 $dark
press ":filter file:escape-sequences$enter" F
take escape-160x48

# Without the file that needs fonts beyond those the pictures are taken with.
open 160x48 $dark
press ":filter file:international/* !combining$enter" ']' ']' ']'
take international-160x48

# Five flagged one by one, and one file as a whole.
open 160x48 $dark
press ":filter age:>700d$enter" v 4j d ':filter file:edited-by-hand\r' '*' d F w
take write-160x48

open 160x48 $light
press '\t'
take light-160x48
