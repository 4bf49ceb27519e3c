#!/usr/bin/env bash
# Registers this machine with an ECS cluster as an external instance (ECS Anywhere).
#
# It runs the installer of AWS, and that only if Amazon ECS signed it. The activation comes from Secrets Manager, from a file or
# from standard input; everything else comes as arguments: see --help.
#
# The activation code is in no output and in no file. The SSM agent takes it as an argument only: for the second or two in which it
# registers, other users of the machine may see the code in the list of processes. It is good for registrations until it expires.
set +x
set -euo pipefail
export LC_ALL=C
umask 022

# Tests put a folder here.
readonly ROOT=''
readonly PATH="$PATH:$ROOT/usr/local/sbin:$ROOT/usr/local/bin:$ROOT/usr/sbin:$ROOT/usr/bin:$ROOT/sbin:$ROOT/bin:$ROOT/snap/bin"

readonly INSTALLER=https://amazon-ecs-agent.s3.amazonaws.com/ecs-anywhere-install-latest.sh
readonly DUAL_STACK_INSTALLER=https://amazon-ecs-agent.s3.dualstack.us-east-1.amazonaws.com/ecs-anywhere-install-latest.sh
# Primary key of "Amazon ECS <ecs-security@amazon.com>": ECS Developer Guide, "Registering an external instance to a cluster".
readonly SIGNER=F34C3DDAE72926B079BEAEC6BCE9D9A42D51784F
readonly METADATA=http://localhost:51678/v1/metadata
# ECS Developer Guide, "HTTP proxy configuration for Linux container instances"; localhost is the agent, which is asked below.
readonly DIRECT=localhost,127.0.0.1,169.254.169.254,169.254.170.2,/var/run/docker.sock

readonly ECS_CONFIG=$ROOT/etc/ecs/ecs.config
readonly OWN_ECS_CONFIG=$ROOT/var/lib/ecs/ecs.config
readonly SSM_CONFIG=$ROOT/etc/amazon/ssm/amazon-ssm-agent.json
readonly SSM_STATE=$ROOT/var/lib/amazon/ssm
readonly SSM_REGISTRATION=$SSM_STATE/Vault/Store/RegistrationKey
readonly ECS_STATE=$ROOT/var/lib/ecs/data/agent.db
readonly CREDENTIALS=$ROOT/root/.aws/credentials
readonly UNITS=$ROOT/etc/systemd/system
readonly LOCK=$ROOT/run/ecs-anywhere.lock
readonly SNAP_SSM=snap.amazon-ssm-agent.amazon-ssm-agent.service

cluster='' region='' secret='' activation_file='' aws_config='' os='' os_version='' architecture='' gpu='' again=''
proxy='' no_proxy_list='' ecs_endpoint='' ssm_endpoint='' ssmmessages_endpoint='' ec2messages_endpoint='' s3_endpoint=''
dual_stack='' installer=$INSTALLER attributes=''
activation_id='' activation_code='' work=''

usage() {
  cat <<'TEXT'
Registers this machine with an ECS cluster as an external instance. Run it as root.

  --cluster NAME                   the cluster
  --region REGION                  its region
  --secret ARN                     secret with the activation, read with the AWS CLI; or:
  --activation-file FILE           the text of that secret, - for standard input
  --aws-config FILE                configuration of the AWS CLI with credentials that may read the secret
  --os ID --os-version VERSION     what /etc/os-release says: amzn 2023, ubuntu 20.04, 22.04 or 24.04, rhel 9
  --architecture x86_64|arm64      the processor
  --gpu                            tasks may use the NVIDIA GPUs
  --attribute NAME=VALUE           attribute of the instance, for placement constraints; up to 10 times
  --proxy URL --no-proxy LIST      proxy of the agents, and of all that this script does, and hosts that are reached without it
  --ecs-endpoint HOST              endpoint of ECS, in place of the region's
  --ssm-endpoint HOST              endpoints of Systems Manager
  --ssmmessages-endpoint HOST
  --ec2messages-endpoint HOST
  --s3-endpoint HOST               endpoint of S3 for the SSM agent
  --dual-stack                     reach AWS over IPv6
  --installer-url URL              copy of AWS's installer, with its signature beside it (URL.asc)
  --again                          register a machine that was deregistered in AWS: what its agents know of it is removed
TEXT
}

say() { printf '%s\n' "ecs-anywhere: $*"; }

die() {
  say "$*" >&2
  exit 1
}

read_arguments() {
  while (($# > 0)); do
    case $1 in
      --help) usage; exit 0 ;;
      --gpu) gpu=true; shift; continue ;;
      --dual-stack) dual_stack=true; shift; continue ;;
      --again) again=true; shift; continue ;;
      --*) ;;
      # What it is instead is not told: it may be the code.
      *) die 'There is an argument that belongs to no option: quote values, and see --help.' ;;
    esac
    (($# > 1)) || die "$1 is unknown, or has no value: see --help."
    case $1 in
      --cluster) cluster=$2 ;;
      --region) region=$2 ;;
      --secret) secret=$2 ;;
      --activation-file) activation_file=$2 ;;
      --aws-config) aws_config=$2 ;;
      --os) os=$2 ;;
      --os-version) os_version=$2 ;;
      --architecture) architecture=$2 ;;
      --attribute) add_attribute "$2" ;;
      --proxy) proxy=$2 ;;
      --no-proxy) no_proxy_list=$2 ;;
      --ecs-endpoint) ecs_endpoint=$2 ;;
      --ssm-endpoint) ssm_endpoint=$2 ;;
      --ssmmessages-endpoint) ssmmessages_endpoint=$2 ;;
      --ec2messages-endpoint) ec2messages_endpoint=$2 ;;
      --s3-endpoint) s3_endpoint=$2 ;;
      --installer-url) installer=$2 ;;
      *) die "There is no option $1: see --help." ;;
    esac
    shift 2
  done
}

# ECS API reference, Attribute. Of these characters JSON changes the backslash alone.
add_attribute() {
  local name=${1%%=*} value=${1#*=} letters='\A-Za-z0-9_./'
  local name_pattern="^[$letters-]{1,128}$" value_pattern="^[@:$letters-]([@:$letters -]{0,126}[@:$letters-])?$"
  [[ $1 == *=* && $name =~ $name_pattern && $name != ecs.* && $name != com.amazonaws.* ]] ||
    die "--attribute takes NAME=VALUE, with 1 to 128 letters, digits and -_./\\ as the name, which does not begin with ecs. or com.amazonaws.; got '$1'."
  [[ $value =~ $value_pattern ]] || die "--attribute $name takes 1 to 128 letters, digits, spaces inside and -_.@:/\\; got '$value'."
  attributes+=${attributes:+,}\"${name//\\/\\\\}\":\"${value//\\/\\\\}\"
}

# matches OPTION VALUE PATTERN MEANING
matches() {
  [[ $2 =~ ^$3$ ]] || die "$1 takes $4; got '$2'."
}

check_arguments() {
  local host='[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?' option
  matches --cluster "$cluster" '[A-Za-z0-9_-]{1,255}' 'the name of the cluster'
  matches --region "$region" '[a-z]+(-[a-z]+)+-[0-9]+' 'a region such as eu-central-1'
  # They may come from where they are written as CDK does, and as /etc/os-release does.
  architecture=${architecture,,}
  [[ $os != rhel ]] || os_version=${os_version%%.*}
  matches --architecture "$architecture" '(x86_64|arm64)' 'x86_64 or arm64'
  matches --os/--os-version "$os $os_version" '(amzn 2023|ubuntu (20|22|24)\.04|rhel 9)' \
    'amzn 2023, ubuntu 20.04, ubuntu 22.04, ubuntu 24.04 or rhel 9, which ECS Anywhere supports'
  # A password may be in it: it is not told.
  [[ $proxy =~ ^(https?://($host|\[[0-9A-Fa-f:]+\])(:[0-9]{1,5})?/?)?$ ]] ||
    die '--proxy takes an address such as http://proxy.example.com:3128, without user and password.'
  matches --no-proxy "$no_proxy_list" '[A-Za-z0-9.*:/_,-]*' 'hosts with commas between them'
  no_proxy_list=$DIRECT${no_proxy_list:+,$no_proxy_list}
  [[ -z $dual_stack || $installer != "$INSTALLER" ]] || installer=$DUAL_STACK_INSTALLER
  matches --installer-url "$installer" "https://$host(:[0-9]{1,5})?/[A-Za-z0-9./_~-]+" 'an address that begins with https://'
  for option in ecs ssm ssmmessages ec2messages s3; do
    local value=${option}_endpoint
    matches "--$option-endpoint" "${!value}" "($host)?" 'the name of a host'
  done
  [[ -n $secret || -n $activation_file ]] || die 'The machine needs an activation: give --secret ARN or --activation-file FILE.'
  [[ -z $secret || -z $activation_file ]] || die 'There are two activations: leave out --secret or --activation-file.'
}

check_machine() {
  [[ $(id -u) == 0 ]] || die 'This must run as root: run it with sudo.'
  [[ -d $ROOT/run/systemd/system ]] || die 'This machine does not run systemd, which starts the agents: take one that does; a container is none.'
  check_operating_system
  check_architecture
  [[ $os != rhel ]] || check_docker
  [[ -z $gpu ]] || check_gpu
  if command -v getenforce >/dev/null && [[ $(getenforce) == Enforcing ]]; then
    say 'Note: ECS Anywhere does not support SELinux, which is enforcing here. If the agent or tasks fail, set SELINUX=permissive in /etc/selinux/config.'
  fi
  # The SSM agent puts the credentials of the machine there, and the ECS agent takes what is there.
  if [[ -e $CREDENTIALS ]] && ! known_to_ssm && ! [[ -n $again && -e $ECS_STATE ]]; then
    die 'There is a file /root/.aws/credentials, which the ECS agent would take for its own: move it away, and give your credentials by the environment or --aws-config.'
  fi
}

check_operating_system() {
  [[ -r $ROOT/etc/os-release ]] || die 'There is no /etc/os-release, which says what the operating system is: restore it.'
  local found
  # shellcheck disable=SC1091 # a file of the machine
  found=$(. "$ROOT/etc/os-release"; [[ ${ID-} != rhel ]] || VERSION_ID=${VERSION_ID%%.*}; printf '%s %s' "${ID-}" "${VERSION_ID-}")
  [[ $found == "$os $os_version" ]] ||
    die "This command is for $os $os_version, and this machine runs $found: take the command for that, or a machine with an operating system that ECS Anywhere supports (see --help)."
}

check_docker() {
  { command -v docker && systemctl cat docker.service; } >/dev/null 2>&1 ||
    die 'There is no Docker (Podman is none), and AWS does not install it on RHEL: install it (https://docs.docker.com/engine/install/rhel/), then run this command again.'
}

check_architecture() {
  local found
  found=$(uname -m)
  [[ $found != aarch64 ]] || found=arm64
  [[ $found == "$architecture" ]] || die "This command is for $architecture, and this machine is $found: take the command for that architecture."
}

check_gpu() {
  nvidia-smi >/dev/null 2>&1 || die '--gpu needs the NVIDIA driver, and nvidia-smi fails: install the driver, then run this command again.'
  command -v nvidia-container-cli >/dev/null || command -v nvidia-ctk >/dev/null ||
    die '--gpu needs the NVIDIA Container Toolkit: install it, then run this command again.'
}

# Prints the ARN of this container instance, or nothing; fails if it is another cluster's.
registered_as() {
  local answer joined
  answer=$(curl --silent --noproxy '*' --max-time 5 "$METADATA" 2>/dev/null) || return 0
  [[ $answer =~ \"ContainerInstanceArn\":\"(arn:[^\"]+)\" ]] || return 0
  local arn=${BASH_REMATCH[1]}
  [[ $answer =~ \"Cluster\":\"([^\"]+)\" ]] || return 0
  joined=${BASH_REMATCH[1]}
  if [[ ${joined##*/} != "$cluster" || $arn != arn:*:ecs:"$region":* ]]; then
    die "This machine is $arn in cluster $joined already, as its agent says, and a machine is in one cluster: deregister it there, https://docs.aws.amazon.com/AmazonECS/latest/developerguide/ecs-anywhere-deregistration.html, then run this command with --again."
  fi
  printf '%s' "$arn"
}

# The SSM agent writes the file before it asks AWS, and the id of the machine when AWS has answered.
known_to_ssm() {
  [[ -f $SSM_REGISTRATION && $(<"$SSM_REGISTRATION") == *'"instanceID":"mi-'* ]]
}

check_earlier_registration() {
  known_to_ssm || return 0
  local key
  key=$(<"$SSM_REGISTRATION")
  if [[ $key =~ \"region\":\"([^\"]+)\" && ${BASH_REMATCH[1]} != "$region" ]]; then
    die "This machine is registered with Systems Manager in ${BASH_REMATCH[1]}, and the cluster is in $region: deregister it there, then run this command with --again."
  fi
  say 'Note: this machine is registered with Systems Manager already. That registration is kept, with the role that it has.'
}

# Removes what the agents know of an earlier registration, and would go on with.
forget() {
  say 'Removing what the agents know of an earlier registration.'
  local unit
  for unit in ecs amazon-ssm-agent "$SNAP_SSM"; do
    systemctl stop "$unit" 2>/dev/null || ! systemctl is-active --quiet "$unit" || die "Cannot stop $unit: stop it, then run this command again."
  done
  rm -rf "$SSM_STATE/Vault" "$SSM_STATE/runtimeconfig" "$ECS_STATE" "$CREDENTIALS"
}

read_activation() {
  local text=''
  if [[ -n $secret ]]; then
    text=$(read_secret)
  elif [[ $activation_file == - ]]; then
    text=$(cat)
  else
    [[ -r $activation_file ]] || die "Cannot read $activation_file: give the file with the text of the secret."
    text=$(<"$activation_file")
  fi
  activation_id=$(field activationId "$text")
  activation_code=$(field activationCode "$text")
  [[ $activation_id =~ ^[0-9a-f-]{36}$ && $activation_code =~ ^[^[:space:]-][^[:space:]]{19,249}$ ]] ||
    die 'There is no activation: the secret holds {"activationId":"...","activationCode":"...","expires":"..."} once its stack is deployed. See whether the secret could be read, and the deployment is complete.'
  local expires now
  expires=$(field expires "$text")
  now=$(date -u +%Y-%m-%dT%H:%M:%S)
  [[ -z $expires || ${expires:0:19} > $now ]] ||
    die "The activation expired at $expires: see whether it was renewed since, and whether the clock of this machine is right, which says $now UTC."
}

# field NAME JSON: prints a text of a flat object.
field() {
  local pattern="\"$1\"[[:space:]]*:[[:space:]]*\"([^\"\\]*)\""
  if [[ $2 =~ $pattern ]]; then printf '%s' "${BASH_REMATCH[1]}"; fi
}

read_secret() {
  command -v aws >/dev/null ||
    die 'There is no AWS CLI to read the secret with: install it, or read the secret elsewhere and give it with --activation-file -.'
  if [[ -n $aws_config ]]; then
    [[ -r $aws_config ]] || die "Cannot read $aws_config, which is to be the configuration of the AWS CLI: put it there."
    export AWS_CONFIG_FILE=$aws_config AWS_SHARED_CREDENTIALS_FILE=/dev/null
  fi
  if [[ -n $proxy ]]; then
    export https_proxy=$proxy HTTPS_PROXY=$proxy no_proxy=$no_proxy_list NO_PROXY=$no_proxy_list
  fi
  aws secretsmanager get-secret-value --region "$region" --secret-id "$secret" --query SecretString --output text ||
    die "Cannot read the secret $secret: give the AWS CLI credentials that may secretsmanager:GetSecretValue it, and kms:Decrypt with its key if it has one."
}

# Everything that this script and AWS's installer run, and minimal images lack. Without gpg the installer would check no signature.
install_missing() {
  local needs missing=() need
  case $os in
    ubuntu) needs='curl=curl gpg=gnupg ip=iproute2 openssl=openssl sudo=sudo tar=tar' ;;
    amzn) needs='curl=curl-minimal gpg=gnupg2-minimal ip=iproute openssl=openssl tar=tar' ;;
    rhel) needs='curl=curl gpg=gnupg2 ip=iproute openssl=openssl tar=tar' ;;
  esac
  for need in $needs; do
    command -v "${need%%=*}" >/dev/null || missing+=("${need#*=}")
  done
  ((${#missing[@]} > 0)) || return 0
  say "Installing ${missing[*]}."
  if [[ $os == ubuntu ]]; then
    clean apt-get update -q && clean apt-get install -q -y "${missing[@]}" ca-certificates
  else
    clean dnf install -q -y "${missing[@]}"
  fi || die "Cannot install ${missing[*]}: install them yourself, then run this command again."
  for need in $needs; do
    command -v "${need%%=*}" >/dev/null || die "${need%%=*} is still missing: install it yourself, then run this command again."
  done
}

# apt waits for no other that reads the lists of packages, and AWS's installer for no other dpkg: on a machine that has just
# started, these are the daily updates.
await_updates() {
  local state i
  for ((i = 0; i < 60; i++)); do
    state=$(systemctl show --property ActiveState --value apt-daily.service apt-daily-upgrade.service || true)
    [[ $'\n'$state == *$'\n'activ* ]] || return 0
    ((i > 0)) || say 'Waiting for the daily updates of this machine to end.'
    sleep 10
  done
}

# Runs a command without what the operator's environment may hold: credentials, options of the installer, traces.
clean() {
  local environment=(PATH="$PATH" HOME="$ROOT/root" LC_ALL=C TMPDIR="$work" GNUPGHOME="$work/gnupg" DEBIAN_FRONTEND=noninteractive APT_CONFIG="$work/apt.conf")
  if [[ -n $proxy ]]; then
    environment+=(http_proxy="$proxy" https_proxy="$proxy" HTTP_PROXY="$proxy" HTTPS_PROXY="$proxy" no_proxy="$no_proxy_list" NO_PROXY="$no_proxy_list")
  fi
  # What is installed may leave something running, which is not to hold the lock.
  env -i "${environment[@]}" "$@" </dev/null 9>&-
}

prepare() {
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  # Nothing secret comes here, and the package manager reads packages as another user.
  chmod 755 "$work"
  mkdir -m 700 "$work/gnupg"
  # A machine that has just started is often busy with updates.
  printf '%s\n' 'DPkg::Lock::Timeout "600";' >"$work/apt.conf"
}

# put FILE NAME VALUE: writes the setting, in place of those of this name.
put() {
  local kept=''
  mkdir -p "${1%/*}"
  [[ ! -f $1 ]] || kept=$(grep -v "^$2=" "$1" || true)
  printf '%s\n' ${kept:+"$kept"} "$2=$3" >"$1"
}

# Before the installer, since the agent reads attributes only when it joins; and after it, since the installer adds lines of its
# own, or none if the agent was there.
write_agent_config() {
  put "$ECS_CONFIG" ECS_CLUSTER "$cluster"
  [[ -z $attributes ]] || put "$ECS_CONFIG" ECS_INSTANCE_ATTRIBUTES "{$attributes}"
  if [[ -n $proxy ]]; then
    put "$ECS_CONFIG" HTTP_PROXY "$proxy"
    put "$ECS_CONFIG" NO_PROXY "$no_proxy_list"
  fi
  put "$OWN_ECS_CONFIG" AWS_DEFAULT_REGION "$region"
  put "$OWN_ECS_CONFIG" ECS_EXTERNAL true
  [[ -z $ecs_endpoint ]] || put "$OWN_ECS_CONFIG" ECS_BACKEND_HOST "$ecs_endpoint"
  [[ -z $gpu ]] || put "$OWN_ECS_CONFIG" ECS_ENABLE_GPU_SUPPORT true
}

# Also for units that are still to be installed. Go reads capitals and small letters alike.
write_proxy() {
  [[ -n $proxy ]] || return 0
  local unit wanted changed=''
  wanted=$(printf '%s\n' '[Service]' "Environment=\"HTTP_PROXY=$proxy\" \"HTTPS_PROXY=$proxy\" \"NO_PROXY=$no_proxy_list\"" \
    "Environment=\"http_proxy=$proxy\" \"https_proxy=$proxy\" \"no_proxy=$no_proxy_list\"")
  for unit in docker.service ecs.service amazon-ssm-agent.service "$SNAP_SSM"; do
    local file=$UNITS/$unit.d/http-proxy.conf
    [[ -f $file && $(<"$file") == "$wanted" ]] && continue
    changed=true
    mkdir -p "${file%/*}"
    printf '%s\n' "$wanted" >"$file"
  done
  [[ -n $changed ]] || return 0
  systemctl daemon-reload
  if systemctl is-active --quiet docker; then
    say 'Restarting Docker, which is to use the proxy.'
    systemctl restart docker
  fi
}

# SSM agent, "Config Property Definitions": Mgs is ssmmessages, Mds is ec2messages.
write_ssm_config() {
  local settings=()
  [[ -z $ssm_endpoint ]] || settings+=("\"Ssm\":{\"Endpoint\":\"$ssm_endpoint\"}")
  [[ -z $ssmmessages_endpoint ]] || settings+=("\"Mgs\":{\"Endpoint\":\"$ssmmessages_endpoint\"}")
  [[ -z $ec2messages_endpoint ]] || settings+=("\"Mds\":{\"Endpoint\":\"$ec2messages_endpoint\"}")
  [[ -z $s3_endpoint ]] || settings+=("\"S3\":{\"Endpoint\":\"$s3_endpoint\"}")
  [[ -z $dual_stack ]] || settings+=('"Agent":{"UseDualStackEndpoint":true}')
  ((${#settings[@]} > 0)) || return 0
  local IFS=,
  local wanted="{${settings[*]}}"
  if [[ -f $SSM_CONFIG && $(<"$SSM_CONFIG") != "$wanted" ]]; then
    die "The SSM agent has a configuration already: put $wanted into /etc/amazon/ssm/amazon-ssm-agent.json, and leave the endpoints of Systems Manager and S3, and --dual-stack, out of this command."
  fi
  mkdir -p "${SSM_CONFIG%/*}"
  printf '%s\n' "$wanted" >"$SSM_CONFIG"
}

download() {
  clean curl --proto '=https' --tlsv1.2 --fail --silent --show-error --retry 5 --retry-connrefused --connect-timeout 10 --max-time 300 \
    --output "$2" "$1" || die "Cannot download $1: let this machine reach it by HTTPS, or name a copy with --installer-url."
}

download_installer() {
  download "$installer" "$work/install.sh"
  download "$installer.asc" "$work/install.sh.asc"
  local verdict
  amazon_ecs_key >"$work/amazon-ecs.asc"
  clean gpg --batch --quiet --output "$work/amazon-ecs.gpg" --dearmor "$work/amazon-ecs.asc" ||
    die 'gpg does not read the key of Amazon ECS: see whether it works on this machine.'
  # Not gpgv, which minimal images lack. The key is trusted because it is in the ring alone.
  verdict=$(clean gpg --batch --no-autostart --no-default-keyring --keyring "$work/amazon-ecs.gpg" --trust-model always \
    --status-fd 1 --verify "$work/install.sh.asc" "$work/install.sh" 2>"$work/gpg.log") &&
    [[ $verdict =~ (^|$'\n')"[GNUPG:] VALIDSIG "[^$'\n']*" $SIGNER"($'\n'|$) ]] || {
    cat "$work/gpg.log" >&2
    die "Amazon ECS did not sign what is at $installer, and it was not run: try again in some minutes, since AWS may be publishing another; see whether a proxy changes what it passes on."
  }
}

run_installer() {
  local arguments=(--region "$region" --cluster "$cluster" --activation-id "$activation_id" --no-start)
  [[ $os != rhel ]] || arguments+=(--docker-install-source none)
  [[ -z $gpu ]] || arguments+=(--enable-gpu)
  [[ -z $ecs_endpoint ]] || arguments+=(--ecs-endpoint "$ecs_endpoint")
  [[ -z $dual_stack ]] || arguments+=(--ip-compatibility ipv6)
  # It runs for minutes: the code comes by a descriptor, and is no argument of a process until the SSM agent registers.
  # shellcheck disable=SC2016 # for the other bash
  local start='IFS= read -r code <&3 || :; exec 3<&-; . "$0" "$@" --activation-code "$code"'
  # It leaves files in the folder where it is started.
  (cd "$work" && clean bash -c "$start" "$work/install.sh" "${arguments[@]}" 3< <(printf '%s' "$activation_code")) 2>&1 | without_code ||
    die "AWS's installer failed, and says why above: mend that, then run this command again. If it is the registration, the activation may be used up, deleted or expired: see whether it was renewed since, and raise registrationLimit if it is used up."
}

without_code() {
  local line
  while IFS= read -r line || [[ -n $line ]]; do
    printf '%s\n' "${line//"$activation_code"/***}"
  done
}

start_agents() {
  local ssm=amazon-ssm-agent i
  ! systemctl is-enabled --quiet "$SNAP_SSM" 2>/dev/null || ssm=$SNAP_SSM
  systemctl daemon-reload
  systemctl enable --quiet "$ssm" ecs || die "The agents are not installed as services: see systemctl status $ssm ecs, then run this command again."
  systemctl restart "$ssm" || die "The SSM agent does not start: see journalctl -u $ssm, then run this command again."
  # It writes the credentials of the ECS agent.
  for ((i = 0; i < 30; i++)); do
    [[ ! -s $CREDENTIALS ]] || break
    sleep 2
  done
  systemctl restart ecs || die 'The ECS agent does not start: see journalctl -u ecs, then run this command again.'
}

await_agent() {
  local arn i
  for ((i = 0; i < 36; i++)); do
    arn=$(registered_as)
    if [[ -n $arn ]]; then
      say "This machine is $arn in cluster $cluster."
      return
    fi
    sleep 5
  done
  [[ -s $CREDENTIALS ]] ||
    die 'Systems Manager gave this machine no credentials: see /var/log/amazon/ssm/amazon-ssm-agent.log, then run this command again, with --again if the machine was deregistered in AWS.'
  die "The ECS agent did not join cluster $cluster within 3 minutes: see /var/log/ecs/ecs-agent.log. The machine has to reach ecs, ecs-a-*, ecs-t-*, ssm and ssmmessages of $region at port 443, and its clock has to be right. Then run this command again, with --again if the machine was deregistered in AWS."
}

lock() {
  exec 9>"$LOCK"
  flock --nonblock 9 || die 'Another run of this script registers this machine: wait for its end.'
}

# Ends here with a machine that is in the cluster.
check_not_registered() {
  local arn
  arn=$(registered_as)
  if [[ -n $arn ]]; then
    say "This machine is $arn in cluster $cluster already, as its agent says, and nothing was changed; ecs:PutAttributes changes its attributes. If it was deregistered in AWS since, run this command with --again."
    exit
  fi
  check_earlier_registration
}

main() {
  read_arguments "$@"
  check_arguments
  check_machine
  lock
  [[ -n $again ]] || check_not_registered
  read_activation
  prepare
  [[ $os != ubuntu ]] || await_updates
  install_missing
  write_proxy
  write_ssm_config
  write_agent_config
  download_installer
  [[ -z $again ]] || forget
  run_installer
  write_agent_config
  start_agents
  await_agent
}

# aws/amazon-ecs-agent, scripts/amazon-ecs-agent.gpg: key 0xBCE9D9A42D51784F, with the subkeys that sign.
amazon_ecs_key() {
  cat <<'KEY'
-----BEGIN PGP PUBLIC KEY BLOCK-----
Version: GnuPG v2

mQINBFq1SasBEADliGcT1NVJ1ydfN8DqebYYe9ne3dt6jqKFmKowLmm6LLGJe7HU
jGtqhCWRDkN+qPpHqdArRgDZAtn2pXY5fEipHgar4CP8QgRnRMO2fl74lmavr4Vg
7K/KH8VHlq2uRw32/B94XLEgRbGTMdWFdKuxoPCttBQaMj3LGn6Pe+6xVWRkChQu
BoQAhjBQ+bEm0kNy0LjNgjNlnL3UMAG56t8E3LANIgGgEnpNsB1UwfWluPoGZoTx
N+6pHBJrKIL/1v/ETU4FXpYw2zvhWNahxeNRnoYj3uycHkeliCrw4kj0+skizBgO
2K7oVX8Oc3j5+ZilhL/qDLXmUCb2az5cMM1mOoF8EKX5HaNuq1KfwJxqXE6NNIcO
lFTrT7QwD5fMNld3FanLgv/ZnIrsSaqJOL6zRSq8O4LN1OWBVbndExk2Kr+5kFxn
5lBPgfPgRj5hQ+KTHMa9Y8Z7yUc64BJiN6F9Nl7FJuSsfqbdkvRLsQRbcBG9qxX3
rJAEhieJzVMEUNl+EgeCkxj5xuSkNU7zw2c3hQZqEcrADLV+hvFJktOz9Gm6xzbq
lTnWWCz4xrIWtuEBA2qE+MlDheVd78a3gIsEaSTfQq0osYXaQbvlnSWOoc1y/5Zb
zizHTJIhLtUyls9WisP2s0emeHZicVMfW61EgPrJAiupgc7kyZvFt4YwfwARAQAB
tCRBbWF6b24gRUNTIDxlY3Mtc2VjdXJpdHlAYW1hem9uLmNvbT6JAhwEEAECAAYF
AlrjL0YACgkQHivRXs0TaQrg1g/+JppwPqHnlVPmv7lessB8I5UqZeD6p6uVpHd7
Bs3pcPp8BV7BdRbs3sPLt5bV1+rkqOlw+0gZ4Q/ue/YbWtOAt4qY0OcEo0HgcnaX
lsB827QIfZIVtGWMhuh94xzm/SJkvngml6KB3YJNnWP61A9qJ37/VbVVLzvcmazA
McWB4HUMNrhd0JgBCo0gIpqCbpJEvUc02Bjn23eEJsS9kC7OUAHyQkVnx4d9UzXF
4OoISF6hmQKIBoLnRrAlj5Qvs3GhvHQ0ThYq0Grk/KMJJX2CSqt7tWJ8gk1n3H3Y
SReRXJRnv7DsDDBwFgT6r5Q2HW1TBUvaoZy5hF6maD09nHcNnvBjqADzeT8Tr/Qu
bBCLzkNSYqqkpgtwv7seoD2P4n1giRvDAOEfMZpVkUr+C252IaH1HZFEz+TvBVQM
Y8OWWxmIJW+J6evjo3N1eO19UHv71jvoF8zljbI4bsL2c+QTJmOv7nRqzDQgCWyp
Id/v2dUVVTk1j9omuLBBwNJzQCB+72LcIzJhYmaP1HC4LcKQG+/f41exuItenatK
lEJQhYtyVXcBlh6Yn/wzNg2NWOwb3vqY/F7m6u9ixAwgtIMgPCDE4aJ86zrrXYFz
N2HqkTSQh77Z8KPKmyGopsmN/reMuilPdINb249nA0dzoN+nj+tTFOYCIaLaFyjs
Z0r1QAOJAjkEEwECACMFAlq1SasCGwMHCwkIBwMCAQYVCAIJCgsEFgIDAQIeAQIX
gAAKCRC86dmkLVF4T9iFEACEnkm1dNXsWUx34R3c0vamHrPxvfkyI1FlEUen8D1h
uX9xy6jCEROHWEp0rjGK4QDPgM93sWJ+s1UAKg214QRVzft0y9/DdR+twApA0fzy
uavIthGd6+03jAAo6udYDE+cZC3P7XBbDiYEWk4XAF9I1JjB8hTZUgvXBL046JhG
eM17+crgUyQeetkiOQemLbsbXQ40Bd9V7zf7XJraFd8VrwNUwNb+9KFtgAsc9rk+
YIT/PEf+YOPysgcxI4sTWghtyCulVnuGoskgDv4v73PALU0ieUrvvQVqWMRvhVx1
0X90J7cC1KOyhlEQQ1aFTgmQjmXexVTwIBm8LvysFK6YXM41KjOrlz3+6xBIm/qe
bFyLUnf4WoiuOplAaJhK9pRY+XEnGNxdtN4D26Kd0F+PLkm3Tr3Hy3b1Ok34FlGr
KVHUq1TZD7cvMnnNKEELTUcKX+1mV3an16nmAg/my1JSUt6BNK2rJpY1s/kkSGSE
XQ4zuF2IGCpvBFhYAlt5Un5zwqkwwQR3/n2kwAoDzonJcehDw/C/cGos5D0aIU7I
K2X2aTD3+pA7Mx3IMe2hqmYqRt9X42yF1PIEVRneBRJ3HDezAgJrNh0GQWRQkhIx
gz6/cTR+ekr5TptVszS9few2GpI5bCgBKBisZIssT89aw7mAKWut0Gcm4qM9/yK6
1bkCDQRatUmrARAAxNPvVwreJ2yAiFcUpdRlVhsuOgnxvs1QgsIw3H7+Pacr9Hpe
8uftYZqdC82KeSKhpHq7c8gMTMucIINtH25x9BCc73E33EjCL9Lqov1TL7+QkgHe
T+JIhZwdD8Mx2K+LVVVu/aWkNrfMuNwyDUciSI4D5QHa8T+F8fgN4OTpwYjirzel
5yoICMr9hVcbzDNv/ozKCxjx+XKgnFc3wrnDfJfntfDAT7ecwbUTL+viQKJ646s+
psiqXRYtVvYInEhLVrJ0aV6zHFoigE/Bils6/g7ru1Q6CEHqEw++APs5CcE8VzJu
WAGSVHZgun5Y9N4quR/M9Vm+IPMhTxrAg7rOvyRN9cAXfeSMf77I+XTifigNna8x
t/MOdjXr1fjF4pThEi5u6WsuRdFwjY2azEv3vevodTi4HoJReH6dFRa6y8c+UDgl
2iHiOKIpQqLbHEfQmHcDd2fix+AaJKMnPGNku9qCFEMbgSRJpXz6BfwnY1QuKE+I
R6jA0frUNt2jhiGG/F8RceXzohaaC/Cx7LUCUFWc0n7z32C9/Dtj7I1PMOacdZzz
bjJzRKO/ZDv+UN/c9dwAkllzAyPMwGBkUaY68EBstnIliW34aWm6IiHhxioVPKSp
VJfyiXPO0EXqujtHLAeChfjcns3I12YshT1dv2PafG53fp33ZdzeUgsBo+EAEQEA
AYkCHwQYAQIACQUCWrVJqwIbDAAKCRC86dmkLVF4T+ZdD/9x/8APzgNJF3o3STrF
jvnV1ycyhWYGAeBJiu7wjsNWwzMFOv15tLjB7AqeVxZn+WKDD/mIOQ45OZvnYZuy
X7DR0JszaH9wrYTxZLVruAu+t6UL0y/XQ4L1GZ9QR6+r+7t1Mvbfy7BlHbvX/gYt
Rwe/uwdibI0CagEzyX+2D3kTOlHO5XThbXaNf8AN8zha91Jt2Q2UR2X5T6JcwtMz
FBvZnl3LSmZyE0EQehS2iUurU4uWOpGppuqVnbi0jbCvCHKgDGrqZ0smKNAQng54
F365W3g8AfY48s8XQwzmcliowYX9bT8PZiEi0J4QmQh0aXkpqZyFefuWeOL2R94S
XKzr+gRh3BAULoqF+qK+IUMxTip9KTPNvYDpiC66yBiT6gFDji5Ca9pGpJXrC3xe
TXiKQ8DBWDhBPVPrruLIaenTtZEOsPc4I85yt5U9RoPTStcOr34s3w5yEaJagt6S
Gc5r9ysjkfH6+6rbi1ujxMgROSqtqr+RyB+V9A5/OgtNZc8llK6u4UoOCde8jUUW
vqWKvjJB/Kz3u4zaeNu2ZyyHaOqOuH+TETcW+jsY9IhbEzqN5yQYGi4pVmDkY5vu
lXbJnbqPKpRXgM9BecV9AMbPgbDq/5LnHJJXg+G8YQOgp4lR/hC1TEFdIp5wM8AK
CWsENyt2o1rjgMXiZOMF8A5oBLkCDQRatUuSARAAr77kj7j2QR2SZeOSlFBvV7oS
mFeSNnz9xZssqrsm6bTwSHM6YLDwc7Sdf2esDdyzONETwqrVCg+FxgL8hmo9hS4c
rR6tmrP0mOmptr+xLLsKcaP7ogIXsyZnrEAEsvW8PnfayoiPCdc3cMCR/lTnHFGA
7EuR/XLBmi7Qg9tByVYQ5Yj5wB9V4B2yeCt3XtzPqeLKvaxl7PNelaHGJQY/xo+m
V0bndxf9IY+4oFJ4blD32WqvyxESo7vW6WBh7oqv3Zbm0yQrr8a6mDBpqLkvWwNI
3kpJR974tg5o5LfDu1BeeyHWPSGm4U/G4JB+JIG1ADy+RmoWEt4BqTCZ/knnoGvw
D5sTCxbKdmuOmhGyTssoG+3OOcGYHV7pWYPhazKHMPm201xKCjH1RfzRULzGKjD+
yMLT1I3AXFmLmZJXikAOlvE3/wgMqCXscbycbLjLD/bXIuFWo3rzoezeXjgi/DJx
jKBAyBTYO5nMcth1O9oaFd9d0HbsOUDkIMnsgGBE766Piro6MHo0T0rXl07Tp4pI
rwuSOsc6XzCzdImj0Wc6axS/HeUKRXWdXJwno5awTwXKRJMXGfhCvSvbcbc2Wx+L
IKvmB7EB4K3fmjFFE67yolmiw2qRcUBfygtH3eL5XZU28MiCpue8Y8GKJoBAUyvf
KeM1rO8Jm3iRAc5a/D0AEQEAAYkEPgQYAQIACQUCWrVLkgIbAgIpCRC86dmkLVF4
T8FdIAQZAQIABgUCWrVLkgAKCRDePL1hra+LjtHYD/9MucxdFe6bXO1dQR4tKhhQ
P0LRqy6zlBY9ILCLowNdGZdqorogUiUymgn3VhEhVtxTOoHcN7qOuM01PNsRnOeS
EYjf8Xrb1clzkD6xULwmOclTb9bBxnBc/4PFvHAbZW3QzusaZniNgkuxt6BTfloS
Of4inq71kjmGK+TlzQ6mUMQUg228NUQC+a84EPqYyAeY1sgvgB7hJBhYL0QAxhcW
6m20Rd8iEc6HyzJ3yCOCsKip/nRWAbf0OvfHfRBp0+m0ZwnJM8cPRFjOqqzFpKH9
HpDmTrC4wKP1+TL52LyEqNh4yZitXmZNV7giSRIkk0eDSko+bFy6VbMzKUMkUJK3
D3eHFAMkujmbfJmSMTJOPGn5SB1HyjCZNx6bhIIbQyEUB9gKCmUFaqXKwKpF6rj0
iQXAJxLR/shZ5Rk96VxzOphUl7T90m/PnUEEPwq8KsBhnMRgxa0RFidDP+n9fgtv
HLmrOqX9zBCVXh0mdWYLrWvmzQFWzG7AoE55fkf8nAEPsalrCdtaNUBHRXA0OQxG
AHMOdJQQvBsmqMvuAdjkDWpFu5y0My5ddU+hiUzUyQLjL5Hhd5LOUDdewlZgIw1j
xrEAUzDKetnemM8GkHxDgg8koev5frmShJuce7vSjKpCNg3EIJSgqMOPFjJuLWtZ
vjHeDNbJy6uNL65ckJy6WhGjEADS2WAW1D6Tfekkc21SsIXk/LqEpLMR/0g5OUif
wcEN1rS9IJXBwIy8MelN9qr5KcKQLmfdfBNEyyceBhyVl0MDyHOKC+7PofMtkGBq
13QieRHv5GJ8LB3fclqHV8pwTTo3Bc8z2g0TjmUYAN/ixETdReDoKavWJYSE9yoM
aaJu279ioVTrwpECse0XkiRyKToTjwOb73CGkBZZpJyqux/rmCV/fp4ALdSW8zbz
FJVORaivhoWwzjpfQKhwcU9lABXi2UvVm14v0AfeI7oiJPSU1zM4fEny4oiIBXlR
zhFNih1UjIu82X16mTm3BwbIga/s1fnQRGzyhqUIMii+mWra23EwjChaxpvjjcUH
5ilLc5Zq781aCYRygYQw+hu5nFkOH1R+Z50Ubxjd/aqUfnGIAX7kPMD3Lof4KldD
Q8ppQriUvxVo+4nPV6rpTy/PyqCLWDjkguHpJsEFsMkwajrAz0QNSAU5CJ0G2Zu4
yxvYlumHCEl7nbFrm0vIiA75Sa8KnywTDsyZsu3XcOcf3g+g1xWTpjJqy2bYXlqz
9uDOWtArWHOis6bq8l9RE6xr1RBVXS6uqgQIZFBGyq66b0dIq4D2JdsUvgEMaHbc
e7tBfeB1CMBdA64e9Rq7bFR7Tvt8gasCZYlNr3lydh+dFHIEkH53HzQe6l88HEic
+0jVnLkCDQRa55wJARAAyLya2Lx6gyoWoJN1a6740q3o8e9d4KggQOfGMTCflmeq
ivuzgN+3DZHN+9ty2KxXMtn0mhHBerZdbNJyjMNT1gAgrhPNB4HtXBXum2wS57WK
DNmade914L7FWTPAWBG2Wn448OEHTqsClICXXWy9IICgclAEyIq0Yq5mAdTEgRJS
Z8t4GpwtDL9gNQyFXaWQmDmkAsCygQMvhAlmu9xOIzQG5CxSnZFk7zcuL60k14Z3
Cmt49k4T/7ZU8goWi8tt+rU78/IL3J/fF9+1civ1OwuUidgfPCSvOUW1JojsdCQA
L+RZJcoXq7lfOFj/eNjeOSstCTDPfTCL+kThE6E5neDtbQHBYkEX1BRiTedsV4+M
ucgiTrdQFWKf89G72xdv8ut9AYYQ2BbEYU+JAYhUH8rYYui2dHKJIgjNvJscuUWb
+QEqJIRleJRhrO+/CHgMs4fZAkWF1VFhKBkcKmEjLn1f7EJJUUW84ZhKXjO/AUPX
1CHsNjziRceuJCJYox1cwsoq6jTE50GiNzcIxTn9xUc0UMKFeggNAFys1K+TDTm3
Bzo8H5ucjCUEmUm9lhkGwqTZgOlRX5eqPX+JBoSaObqhgqCa5IPinKRa6MgoFPHK
6sYKqroYwBGgZm6Js5chpNchvJMs/3WXNOEVg0J3z3vP0DMhxqWm+r+n9zlW8qsA
EQEAAYkEPgQYAQgACQUCWuecCQIbAgIpCRC86dmkLVF4T8FdIAQZAQgABgUCWuec
CQAKCRBQ3szEcQ5hr+ykD/4tOLRHFHXuKUcxgGaubUcVtsFrwBKma1cYjqaPms8u
6Sk0wfGRI32G/GhOrp0Ts/MOkbObq6VLTh8N5Yc/53MEl8zQFw9Y5AmRoW4PZXER
ujs5s7p4oR7xHMihMjCCBn1bvrR+34YPfgzTcgLiOEFHYT8UTxwnGmXOvNkMM7md
xD3CV5q6VAte8WKBo/220II3fcQlc9r/oWX4kXXkb0v9hoGwKbDJ1tzqTPrp/xFt
yohqnvImpnlz+Q9zXmbrWYL9/g8VCmW/NN2gju2G3Lu/TlFUWIT4v/5OPK6TdeNb
VKJO4+S8bTayqSG9CML1S57KSgCo5HUhQWeSNHI+fpe5oX6FALPT9JLDce8OZz1i
cZZ0MELP37mOOQun0AlmHm/hVzf0f311PtbzcqWaE51tJvgUR/nZFo6Ta3O5Ezhs
3VlEJNQ1Ijf/6DH87SxvAoRIARCuZd0qxBcDK0avpFzUtbJd24lRA3WJpkEiMqKv
RDVZkE4b6TW61f0o+LaVfK6E8oLpixegS4fiqC16mFrOdyRk+RJJfIUyz0WTDVmt
g0U1CO1ezokMSqkJ7724pyjr2xf/r9/sC6aOJwB/lKgZkJfC6NqL7TlxVA31dUga
LEOvEJTTE4gl+tYtfsCDvALCtqL0jduSkUo+RXcBItmXhA+tShW0pbS2Rtx/ixua
KohVD/0R4QxiSwQmICNtm9mw9ydIl1yjYXX5a9x4wMJracNY/LBybJPFnZnT4dYR
z4XjqysDwvvYZByaWoIe3QxjX84V6MlI2IdAT/xImu8gbaCI8tmyfpIrLnPKiR9D
VFYfGBXuAX7+HgPPSFtrHQONCALxxzlbNpS+zxt9r0MiLgcLyspWxSdmoYGZ6nQP
RO5Nm/ZVS+u2imPCRzNUZEMa+dlE6kHx0rS0dPiuJ4O7NtPeYDKkoQtNagspsDvh
cK7CSqAiKMq06UBTxqlTSRkm62eOCtcs3p3OeHu5GRZF1uzTET0ZxYkaPgdrQknx
ozjP5mC7X+45lcCfmcVt94TFNL5HwEUVJpmOgmzILCI8yoDTWzloo+i+fPFsXX4f
kynhE83mSEcr5VHFYrTY3mQXGmNJ3bCLuc/jq7ysGq69xiKmTlUeXFm+aojcRO5i
zyShIRJZ0GZfuzDYFDbMV9amA/YQGygLw//zP5ju5SW26dNxlf3MdFQE5JJ86rn9
MgZ4gcpazHEVUsbZsgkLizRp9imUiH8ymLqAXnfRGlU/LpNSefnvDFTtEIRcpOHc
bhayG0bk51Bd4mioOXnIsKy4j63nJXA27x5EVVHQ1sYRN8Ny4Fdr2tMAmj2O+X+J
qX2yy/UX5nSPU492e2CdZ1UhoU0SRFY3bxKHKB7SDbVeav+K5g==
=Gi5D
-----END PGP PUBLIC KEY BLOCK-----
KEY
}

main "$@"
exit
