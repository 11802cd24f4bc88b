// The least a terminal list can do: paint once, then repaint two rows for each key.
// bench.py judges the time from key to repaint against it.
#include <stdio.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

static void row(int number, int selected) {
  printf("\033[%d;1H%srow %05d\033[K\033[m", number, selected ? "\033[7m" : "", number);
}

int main(void) {
  struct winsize size;
  struct termios raw;
  if (ioctl(0, TIOCGWINSZ, &size) != 0 || tcgetattr(0, &raw) != 0) return 1;
  cfmakeraw(&raw);
  tcsetattr(0, TCSANOW, &raw);
  for (int number = 1; number <= size.ws_row; number++) row(number, number == 1);
  fflush(stdout);
  int selected = 1;
  for (char key; read(0, &key, 1) == 1 && key != 'q'; fflush(stdout)) {
    row(selected, 0);
    selected = selected % size.ws_row + 1;
    row(selected, 1);
  }
}
